import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { Membership } from "../../src/domain/access.ts";
import { openConflicts } from "../../src/rule-kit/open-conflicts.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const dualHolder = defineRule({
  meta: {
    id: "dual-holder",
    code: "SOD-001",
    title: "People who hold both sides of a conflict",
    rationale: "Whoever holds both sides can complete the transaction alone.",
    remedy: "Take away the side the plan names, by every path that leads to it, before the separation is enforced.",
    severity: "critical",
    references: separationOfDuties,
    falsePositives: "Read-only variants of a duty, and duties that never meet in one ledger or legal entity.",
    needs: ["conflicts"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ conflicts }) {
    const judged = conflicts.judged.filter(({ outcome, people }) => outcome !== "not-applicable" && people === null);
    return {
      examined: judged.reduce((total, { examined }) => total + examined, 0),
      violations: judged.flatMap(({ id, title, severity, holders }) =>
        holders.filter(isReported).map(({ principal, sides, exposure, alsoDeclared }) => ({
          principal,
          conflict: id,
          sides,
          exposure,
          severity,
          adjustments: exposure === "active" ? [] : [onlyEligible],
          ...(alsoDeclared.length === 0 ? {} : { alsoDeclared }),
          message: `${principal.displayName} ${verbs[exposure]} ${sides.map((side) => side.title).join(" and ")}: ${title}`,
          evidence: sides.flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
        })),
      ),
      undecided: [...conflicts.unknown, ...openConflicts(judged)],
      ...(judged.length === 0 ? { notApplicable: "no conflict is bound or declared" } : {}),
    };
  },
});

const onlyEligible: Adjustment = { steps: -1, because: "a side has to be activated first" };

const verbs = { active: "holds", eligible: "holds or may activate" } as const;

/** What is pending or ahead is left to the rule that can still stop it. */
function isReported<Holder extends { readonly exposure: Membership }>(
  holder: Holder,
): holder is Holder & { readonly exposure: keyof typeof verbs } {
  return holder.exposure in verbs;
}
