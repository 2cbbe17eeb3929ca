import type { AuditView } from "../../src/domain/audit-view.ts";
import { addDuration } from "../../src/domain/iso-duration.ts";
import { auditRetention, auditTrail } from "../../src/rule-kit/controls.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";

type Request = SourcedRow<"assignmentRequests">;

export const auditTrailGap = defineRule({
  meta: {
    id: "audit-trail-gap",
    code: "AUD-001",
    title: "An audit log that does not reach back far enough, or has holes",
    rationale: "What the log does not keep cannot be shown to have worked, and whoever bent a rule then stays unseen.",
    remedy:
      "Send the audit log to a Log Analytics workspace, keep it there for the time required, and watch that it arrives.",
    severity: "high",
    references: [...auditRetention, ...auditTrail],
    falsePositives: "A new workspace whose older events are archived elsewhere.",
    needs: ["governanceTrail", "assignmentRequests"],
    concludesFromAbsenceOf: ["governanceTrail"],
    parameters: {
      retention: duration("P365D", "how far back the audit log must reach"),
      tolerance: duration("P3D", "by how much the oldest event may be younger than that: nothing happens every day"),
    },
  },

  evaluate({ governanceTrail: { view, moments, doubts }, rows }, { asOf, parameters: { retention, tolerance } }) {
    const required = addDuration(asOf, retention, -1) ?? new Date(0);
    const latest = addDuration(required, tolerance) ?? required;
    const reach = judgeReach(view, latest);
    const { days, silent } = silentDays(view, moments, rows("assignmentRequests"));
    return {
      examined: 1 + days,
      violations: [
        ...(reach === "short" ? [shortOf(view, retention)] : []),
        ...(silent.size > 0 ? [holesOf(view, silent)] : []),
      ],
      undecided: [...doubts.entitlement, ...(reach === "unknown" ? [unknownOf(view, retention)] : [])],
    };
  },
});

/** A trail that reaches to where it was asked from may reach further; what Entra itself has dropped, a workspace may keep. */
function judgeReach({ source, asked, seen }: AuditView, latest: Date): "enough" | "short" | "unknown" {
  if (seen === null) return "unknown";
  if (Date.parse(seen.from) <= latest.getTime()) return "enough";
  const isAllThereIs = source.kind === "logAnalytics" && Date.parse(seen.from) > Date.parse(asked.from);
  return isAllThereIs ? "short" : "unknown";
}

function unknownOf({ source, asked, seen }: AuditView, retention: string): string {
  const advice =
    source.kind === "directoryAudits"
      ? "Entra itself keeps no more than thirty days: name the workspace that keeps the rest by --workspace, or, where nobody asks for more, lower `retention` of audit-trail-gap in sodscan.yaml"
      : `it was asked from ${asked.from} on only: ask for more by --audit-days`;
  return `whether the audit log reaches back ${retention} cannot be told from what was read, which begins ${seen?.from ?? "nowhere"}; ${advice}`;
}

function shortOf(view: AuditView, retention: string): Violation {
  return {
    principal: null,
    subject: subjectOf(view, "reach"),
    message: `The audit log begins on ${view.seen?.from}: it does not reach back ${retention}`,
    evidence: view.evidence,
  };
}

/** Days of UTC within what was seen on which somebody requested something and entitlement management logged nothing. */
function silentDays({ seen }: AuditView, moments: readonly number[], requests: Iterable<Request>) {
  const logged = new Set(moments.flatMap((at) => [dayOf(at - hour), dayOf(at), dayOf(at + hour)]));
  const days = new Set<string>();
  const silent = new Map<string, Request>();
  for (const request of requests) {
    const at = Date.parse(request.createdDateTime ?? "");
    if (seen === null || !(at >= Date.parse(seen.from) && at <= Date.parse(seen.to))) continue;
    days.add(dayOf(at));
    if (!logged.has(dayOf(at))) silent.set(dayOf(at), request);
  }
  return { days: days.size, silent };
}

const hour = 3_600_000;

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function holesOf(view: AuditView, silent: ReadonlyMap<string, Request>): Violation {
  const days = [...silent.keys()].sort();
  const shown = days.slice(0, 3).join(", ");
  const rest = days.length > 3 ? ` and ${days.length - 3} more` : "";
  return {
    principal: null,
    subject: subjectOf(view, "holes"),
    message: `The audit log has nothing of entitlement management on ${shown}${rest}, though packages were requested then`,
    evidence: [...silent.values()].map(({ evidence }) => evidence),
  };
}

function subjectOf({ source }: AuditView, what: string) {
  const id = source.workspaceId ?? source.kind;
  return { kind: "auditTrail", id: `${id}/${what}`, name: source.workspaceId ?? "the audit log of Entra" };
}
