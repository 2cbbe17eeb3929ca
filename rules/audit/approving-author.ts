import type { ObjectRef, Principal } from "../../src/domain/access.ts";
import { addDuration } from "../../src/domain/iso-duration.ts";
import type { GovernanceEvent, GovernanceTrail } from "../../src/domain/governance-event.ts";
import { changeControl, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { when } from "../../src/rule-kit/event-words.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const approvingAuthor = defineRule({
  meta: {
    id: "approving-author",
    code: "AUD-006",
    title: "People who approved requests under a policy they had just written or changed",
    rationale: "Whoever writes who may ask and who must agree, and then agrees, is checked by nobody.",
    remedy: "Have the request decided again by another, and keep those who write policies off their approvers.",
    severity: "medium",
    references: [...separationOfDuties, ...changeControl],
    falsePositives: "Teams of so few that the same person has to do both.",
    needs: ["governanceTrail", "users"],
    concludesFromAbsenceOf: [],
    parameters: { within: duration("P30D", "how long after the change an approval counts") },
    isExtended: true,
  },

  evaluate({ governanceTrail: { events, isSamePerson, doubts } }, { parameters: { within } }) {
    const changes = events.filter(isChange);
    const approvals = events.filter(({ deed, actor }) => deed === "approved" && actor.kind !== "application");
    const judged = approvals.map((approval) => ({ approval, ...judge(approval, changes, within, isSamePerson) }));
    return {
      examined: approvals.length,
      violations: judged.flatMap(({ approval, own: [change] }) =>
        change === undefined
          ? []
          : [
              {
                principal: approverOf(approval),
                subject: subjectOf(approval),
                message: `${approval.actor.name} approved a request under policy "${change.policy?.name ?? ""}" on ${when(approval)}, which ${change.actor.name} had ${change.deed === "policyCreated" ? "written" : "changed"} on ${when(change)}: both are ${approval.actor.id === change.actor.id ? "the same account" : "accounts of one person"}`,
                evidence: [approval.evidence, change.evidence],
              },
            ],
      ),
      undecided: [
        ...doubts.entitlement,
        ...judged.flatMap(({ approval, own, maybe }) =>
          own.length === 0 && maybe
            ? [
                `whether ${approval.actor.name || "somebody"} approved on ${when(approval)} under a policy of their own making`,
              ]
            : [],
        ),
      ],
      ...(approvals.length === 0 ? { notApplicable: "the audit log tells of no approval" } : {}),
    };
  },
});

function isChange({ deed }: GovernanceEvent): boolean {
  return deed === "policyCreated" || deed === "policyUpdated";
}

/** The changes of the approval's policy by whoever approved, latest first; `maybe` where one of others may be such. */
function judge(
  approval: GovernanceEvent,
  changes: readonly GovernanceEvent[],
  within: string,
  isSamePerson: GovernanceTrail["isSamePerson"],
): { readonly own: readonly GovernanceEvent[]; readonly maybe: boolean } {
  const earliest = addDuration(new Date(approval.at), within, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
  const before = changes.filter(({ at, actor }) => at >= earliest && at <= approval.at && actor.kind !== "application");
  const questions = before.map((change) => {
    const ids = [change.actor.id, approval.actor.id];
    const [author, approver] = ids;
    const isOwn = author == null || approver == null ? null : isSamePerson(author, approver);
    return { change, isOwn, isUnder: isUnder(approval, change) };
  });
  return {
    own: questions
      .filter(({ isOwn, isUnder: under }) => isOwn === true && under === true)
      .map(({ change }) => change)
      .toReversed(),
    maybe: questions.some(({ isOwn, isUnder: under }) => isOwn !== false && under !== false),
  };
}

/** Whether the request was for what the changed policy gives; null where the log does not say. */
function isUnder(approval: GovernanceEvent, change: GovernanceEvent): boolean | null {
  if (approval.policy !== null && change.policy !== null) return approval.policy.id === change.policy.id;
  const given = new Set(change.packages.map(({ id }) => id));
  if (given.size === 0 || approval.packages.length === 0) return null;
  return approval.packages.some(({ id }) => given.has(id)) ? null : false;
}

function approverOf({ actor: { id, name, userPrincipalName } }: GovernanceEvent): Principal {
  return { id: id ?? name, type: "user", userPrincipalName, displayName: name, enabled: null };
}

function subjectOf({ requestId, packages: [accessPackage], id, activity }: GovernanceEvent): ObjectRef {
  const name = accessPackage?.name ?? activity;
  return requestId === null ? { kind: "auditEvent", id, name } : { kind: "assignmentRequest", id: requestId, name };
}
