import { privilegedAccess, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const selfGrantableConflict = defineRule({
  meta: {
    id: "self-grantable-conflict",
    code: "BYP-006",
    title: "People who hold one side of a conflict and can give themselves the other",
    rationale: "What an administrator can grant, an administrator who holds the opposite duty can grant to themselves.",
    remedy: "Give up the duty or the administration: no one person should have both.",
    severity: "high",
    references: [...privilegedAccess, ...separationOfDuties],
    falsePositives:
      "A possibility and no deed: where activating the role takes somebody else's approval, it is a weaker one.",
    needs: ["selfGrants", "conflicts"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ selfGrants: { administrators, examined, selfGrants, unknown } }) {
    return {
      examined,
      violations: selfGrants.map(({ principal, conflict, sides, gained, membership, evidence }) => ({
        principal,
        conflict: conflict.id,
        sides,
        exposure: membership,
        message: `${principal.displayName} holds ${sides.map(({ title }) => title).join(" and ")}, and potentially ${gained.map(({ title, hops }) => `${title} (${hops.join(" > ")})`).join(" and ")}: ${conflict.title}`,
        adjustments:
          membership === "eligible" ? [{ steps: -1 as const, because: "something has to be activated first" }] : [],
        evidence: [...evidence, ...sides.flatMap(({ holdings }) => holdings.flatMap((holding) => holding.evidence))],
      })),
      undecided: unknown,
      ...(administrators === 0 ? { notApplicable: "nobody administers what a conflict is about" } : {}),
    };
  },
});
