import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { openConflicts } from "../../src/rule-kit/open-conflicts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const uncataloguedCombination = defineRule({
  meta: {
    id: "uncatalogued-combination",
    code: "SOD-017",
    title: "Duties in one hand that no conflict names and that hardly belong together",
    rationale:
      "A catalogue names the conflicts somebody thought of; authorization, custody, recording and verification of one process are kept apart all the same.",
    remedy: "Decide with the process owner: add a conflict over the pair to the pack, or record why it is harmless.",
    severity: "low",
    references: separationOfDuties,
    falsePositives: "Duties of one pack that never meet in one transaction. It is information, not an accusation.",
    needs: ["combinations"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ combinations }) {
    return {
      examined: combinations.reduce((total, { examined }) => total + examined, 0),
      violations: combinations.flatMap(({ id, title, pack, holders }) =>
        holders.map(({ principal, sides }) => ({
          principal,
          subject: { kind: "dutyPair", id, name: title },
          sides,
          message: `${principal.displayName} holds ${sides.map((side) => side.title).join(" and ")}; no conflict of the pack "${pack}" names the two`,
          evidence: sides.flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
        })),
      ),
      undecided: openConflicts(combinations),
      ...(combinations.length === 0 ? { notApplicable: "no two bound duties of a pack clash uncatalogued" } : {}),
    };
  },
});
