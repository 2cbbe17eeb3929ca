import { changeControl, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { declaredPairs, type PairHolder } from "../../src/rule-kit/declared-pairs.ts";
import { evidenceOfEnforcement } from "../../src/rule-kit/enforcement.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const lateConflict = defineRule({
  meta: {
    id: "late-conflict",
    code: "SOD-010",
    title: "Conflicts that came about although they were declared",
    rationale:
      "The second package refuses holders of the first, and was granted all the same: the check failed, or somebody switched it off for a while.",
    remedy: "Remove the assignment that came second, and find out in the audit log who granted it and how.",
    severity: "critical",
    references: [...separationOfDuties, ...changeControl],
    falsePositives: "Clocks that differ, and requests under way when the declaration was made: widen `tolerance`.",
    needs: ["conflicts", "declarationHistories", "auditView"],
    concludesFromAbsenceOf: ["declarationHistories"],
    parameters: {
      tolerance: duration("PT1H", "how long after the declaration a grant may still come that was under way"),
    },
  },

  evaluate(facts, { parameters }) {
    const { holders, undecided, count } = declaredPairs(facts, parameters.tolerance);
    return {
      examined: holders.length,
      violations: holders
        .filter(({ enforcement: { kind } }) => kind === "late" || kind === "toggled")
        .map((found) => ({
          principal: found.holder.principal,
          conflict: found.conflict.id,
          sides: found.holder.sides,
          message: describe(found),
          evidence: evidenceOfEnforcement(found.enforcement, found.holder.sides),
        })),
      undecided: [...facts.conflicts.unknown, ...undecided],
      ...(count === 0 ? { notApplicable: "no two packages are declared incompatible" } : {}),
    };
  },
});

function describe({ holder: { principal, sides }, enforcement: { kind, second } }: PairHolder): string {
  const late = second?.side.title ?? "";
  const other = sides.find(({ title }) => title !== late)?.title ?? late;
  const how =
    kind === "toggled"
      ? "while its declaration against the other was withdrawn for a time"
      : "although it refused holders of the other by then";
  return `${principal.displayName}, who holds "${other}", got "${late}" on ${(second?.at ?? "").slice(0, 10)}, ${how}`;
}
