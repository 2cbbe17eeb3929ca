import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { declaredPairs } from "../../src/rule-kit/declared-pairs.ts";
import { evidenceOfEnforcement } from "../../src/rule-kit/enforcement.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const grandfatheredHolder = defineRule({
  meta: {
    id: "grandfathered-holder",
    code: "SOD-002",
    title: "People who held both packages before these were declared incompatible",
    rationale:
      "A declaration stops new requests only; who had both when it was made keeps both until somebody takes one away.",
    remedy: "Remove one of the two assignments; the person cannot ask for it again.",
    severity: "high",
    references: separationOfDuties,
    falsePositives:
      "None are guessed: where the audit trail does not reach back to the declaration, the person is indeterminate and counted as undecided.",
    needs: ["conflicts", "declarationHistories", "auditView"],
    concludesFromAbsenceOf: ["declarationHistories"],
    parameters: { tolerance: duration("PT1H", "how far apart the log's clock and that of assignments may be") },
  },

  evaluate(facts, { parameters }) {
    const { holders, undecided, count } = declaredPairs(facts, parameters.tolerance);
    return {
      examined: holders.length,
      violations: holders
        .filter(({ enforcement }) => enforcement.kind === "grandfathered")
        .map(({ conflict, holder: { principal, sides }, enforcement }) => ({
          principal,
          conflict: conflict.id,
          sides,
          message: `${principal.displayName} has held ${sides.map(({ title }) => `"${title}"`).join(" and ")} since ${day(enforcement.second?.at)}, before they were declared incompatible on ${day(enforcement.changes[0]?.at)}`,
          evidence: evidenceOfEnforcement(enforcement, sides),
        })),
      undecided: [...facts.conflicts.unknown, ...undecided],
      ...(count === 0 ? { notApplicable: "no two packages are declared incompatible" } : {}),
    };
  },
});

function day(time = ""): string {
  return time.slice(0, 10);
}
