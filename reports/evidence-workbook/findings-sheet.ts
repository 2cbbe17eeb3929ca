import type { AssessedConflict, Finding, RuleOutcome } from "../../src/domain/assessment.ts";
import type { Severity } from "../../src/domain/severity.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { acceptedBy } from "../../src/report-kit/accepted-by.ts";
import { type Sheet, sheet } from "../../src/report-kit/sheet.ts";

/** A finding, or a place where there may be findings that nobody could look for. */
type Row = {
  readonly id: string;
  readonly code: string;
  readonly rule: string;
  readonly conflict: string;
  readonly severity: Severity;
  readonly status: Finding["status"] | "NOT JUDGED";
  readonly message: string;
  readonly finding: Finding | null;
};

/** Every finding, then what could not be judged: an empty list is clean only if its end says nothing. */
export function findingsSheet(assessment: AssessmentSource): Sheet {
  const rows = { [Symbol.iterator]: () => rowsOf(assessment) };
  return sheet<Row>("Findings", rows, [
    { header: "Finding", width: 16, value: ({ id }) => id },
    {
      header: "Status",
      width: 11,
      value: ({ status }) => status,
      tone: ({ finding }) => (finding ? undefined : "warning"),
    },
    { header: "Severity", width: 9, value: ({ severity }) => severity, tone: ({ severity }) => severity },
    { header: "Severity because", width: 16, value: ({ finding }) => finding?.arithmetic ?? null },
    { header: "Code", width: 9, value: ({ code }) => code },
    { header: "Rule", width: 14, value: ({ rule }) => rule },
    { header: "Conflict", width: 18, value: ({ conflict }) => conflict },
    { header: "Exposure", width: 9, value: ({ finding }) => finding?.exposure ?? null },
    {
      header: "Name",
      width: 18,
      value: ({ finding }) => finding?.principal?.displayName ?? finding?.subject?.name ?? null,
    },
    { header: "User principal name", width: 22, value: ({ finding }) => finding?.principal?.userPrincipalName ?? null },
    { header: "Object id", width: 20, value: ({ finding }) => finding?.principal?.id ?? finding?.subject?.id ?? null },
    { header: "Kind", width: 10, value: ({ finding }) => finding?.principal?.type ?? finding?.subject?.kind ?? null },
    { header: "Account enabled", width: 9, value: ({ finding }) => enabledWord(finding) },
    { header: "What is wrong", width: 38, value: ({ message }) => message },
    { header: "What to do", width: 30, value: ({ finding }) => finding?.remedy ?? null },
    { header: "Accepted by", width: 24, value: ({ finding }) => (finding?.waiver ? acceptedBy(finding.waiver) : null) },
    {
      header: "Moved during collection",
      width: 12,
      value: ({ finding }) => (finding?.movedDuringCollection === true ? "yes, judged on the later state" : null),
    },
    { header: "Also declared as", width: 20, value: ({ finding }) => finding?.alsoDeclared?.join("\n") ?? null },
    { header: "Evidence", width: 30, value: ({ finding }) => finding?.evidence.join("\n") ?? null },
  ]);
}

function* rowsOf({ findings, outcomes, conflicts }: AssessmentSource): Generator<Row> {
  for (const finding of findings) {
    const { id, code, rule, conflict = "", severity, status, message } = finding;
    yield { id, code, rule, conflict, severity, status, message, finding };
  }
  yield* outcomes
    .filter(isUnjudged)
    .map(({ code, rule, severity, reason }) => notJudged({ code, rule, severity, reason }));
  yield* conflicts.filter(isUnjudged).map(({ id, severity, reason }) => notJudged({ conflict: id, severity, reason }));
}

const isUnjudged = ({ outcome }: RuleOutcome | AssessedConflict): boolean =>
  outcome === "inconclusive" || outcome === "errored";

type Unjudged = Partial<Pick<Row, "code" | "rule" | "conflict">> &
  Pick<Row, "severity"> & { reason: string | undefined };

function notJudged({ code = "", rule = "", conflict = "", severity, reason }: Unjudged): Row {
  const message = `Not judged, so nothing here is clean. ${reason ?? ""}`.trim();
  return { id: "", code, rule, conflict, severity, status: "NOT JUDGED", message, finding: null };
}

function enabledWord(finding: Finding | null): string | null {
  if (finding === null || finding.principal === null) return null;
  const { enabled } = finding.principal;
  return enabled === null ? "unknown" : enabled ? "yes" : "NO";
}
