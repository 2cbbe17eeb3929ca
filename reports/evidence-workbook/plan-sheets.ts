import type { CannotFix, Plan, PlanAction } from "../../src/domain/plan.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { dateCell, type Sheet, sheet } from "../../src/report-kit/sheet.ts";
import { holdersOf, kindWords, outcomeWords, principalName, requestLine } from "../../src/report-kit/wording.ts";

/** The revocations in the order in which they are safe. */
export function planSheet({ actions }: Plan): Sheet {
  return sheet<PlanAction>("Plan", actions, [
    { header: "Wave", width: 7, value: ({ wave }) => wave },
    { header: "Action", width: 10, value: ({ id }) => id },
    { header: "Principal", width: 24, value: ({ principal }) => principalName(principal) },
    { header: "Removed", width: 22, value: ({ accessPoint: { kind, name } }) => `${kindWords(kind)}: ${name}` },
    { header: "Duty dropped", width: 15, value: ({ dutyDropped }) => dutyDropped },
    { header: "Duty kept", width: 15, value: ({ dutyKept }) => dutyKept },
    { header: "Why", width: 28, value: ({ why }) => why },
    { header: "Request", width: 44, value: ({ request }) => requestLine(request) },
    { header: "Before, check", width: 22, value: ({ precondition }) => precondition },
    { header: "After, check", width: 22, value: ({ postcondition }) => postcondition },
    {
      header: "Rollback",
      width: 40,
      value: ({ rollback }) => (rollback.request === null ? "cannot be undone" : requestLine(rollback.request)),
    },
    { header: "Rollback until (UTC)", width: 18, value: ({ rollback }) => dateCell(rollback.validUntil) },
    { header: "Alternative", width: 22, value: ({ alternative }) => alternative },
    {
      header: "Also lost",
      width: 16,
      value: ({ collateral }) => collateral.map(({ name }) => name).join("\n") || null,
    },
    { header: "Depends on", width: 12, value: ({ dependsOn }) => dependsOn.join("\n") || null },
    { header: "Helps to end", width: 16, value: ({ ends }) => ends.join("\n") },
  ]);
}

/** What no revocation here ends, and whose decision it is. */
export function cannotFixSheet({ cannotFix }: Plan): Sheet {
  return sheet<CannotFix>("Cannot fix", cannotFix, [
    { header: "Finding", width: 26, value: ({ finding }) => finding },
    { header: "Principal", width: 24, value: ({ principal }) => principalName(principal) },
    { header: "Conflict", width: 30, value: ({ conflict }) => conflict },
    { header: "Reason", width: 70, value: ({ reason }) => reason, tone: () => "high" },
    { header: "Who can", width: 50, value: ({ whoCan }) => whoCan },
  ]);
}

/** The snapshot judged before and after the plan, conflict by conflict; unjudged conflicts say so. */
export function beforeAfterSheet({ simulation: { before, after } }: Plan, { conflicts }: AssessmentSource): Sheet {
  const bound = conflicts.filter(({ outcome }) => outcome !== "not-applicable");
  return sheet("Before and after", bound, [
    { header: "Conflict", width: 34, value: ({ id }) => id },
    { header: "Title", width: 60, value: ({ title }) => title },
    { header: "Judged", width: 18, value: ({ outcome }) => outcomeWords[outcome] },
    { header: "Dual holders", width: 14, value: holdersOf },
    { header: "Findings before", width: 12, value: ({ id, outcome }) => simulated(before.byConflict[id], outcome) },
    { header: "Findings after", width: 12, value: ({ id, outcome }) => simulated(after.byConflict[id], outcome) },
  ]);
}

function simulated(count: number | undefined, outcome: keyof typeof outcomeWords): number | string {
  if (outcome === "satisfied" || outcome === "violated") return count ?? 0;
  return count === undefined || count === 0 ? "unknown" : count;
}

/** How many hold each duty before and after, against what the pack demands. */
export function staffingSheet({ staffing }: Plan): Sheet {
  return sheet("Staffing", staffing, [
    { header: "Pack", width: 26, value: ({ pack }) => pack },
    { header: "Duty", width: 40, value: ({ duty }) => duty },
    { header: "Minimum", width: 10, value: ({ minimum }) => minimum },
    { header: "Before", width: 10, value: ({ before }) => before },
    {
      header: "After",
      width: 10,
      value: ({ after }) => after,
      tone: ({ after, minimum }) => (after < minimum ? "critical" : undefined),
    },
    { header: "Kept?", width: 20, value: ({ after, minimum }) => (after < minimum ? "NO, too few" : "yes") },
  ]);
}
