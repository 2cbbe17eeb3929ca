import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { openConflicts } from "../../src/rule-kit/open-conflicts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const smallTeam = defineRule({
  meta: {
    id: "small-team",
    code: "SOD-016",
    title: "Processes that fewer people than demanded can complete",
    rationale: "The fewer people it takes to hold every duty of a process, the fewer have to agree to abuse it.",
    remedy: "Take duties away from the people named until it takes as many as the pack demands.",
    severity: "high",
    references: separationOfDuties,
    falsePositives: "How many people a process takes is the pack's decision, conflict by conflict.",
    needs: ["conflicts"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ conflicts }) {
    const judged = conflicts.judged.flatMap(({ people, ...conflict }) =>
      people === null || conflict.outcome === "not-applicable" ? [] : [{ people, ...conflict }],
    );
    const violated = judged.filter(({ team }) => team.length > 0);
    return {
      examined: judged.length,
      violations: violated.map(({ id, title, severity, people, team }) => ({
        principal: null,
        subject: { kind: "conflict", id, name: title },
        conflict: id,
        severity,
        sides: team.flatMap(({ principal, sides }) =>
          sides.map((side) => ({ ...side, title: `${side.title} (${principal.displayName})` })),
        ),
        message: `${namesOf(team)} ${team.length === 1 ? "holds" : "together hold"} every duty of a process that is to take ${people} people: ${title}`,
        evidence: team.flatMap(({ sides }) =>
          sides.flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
        ),
      })),
      undecided: openConflicts(judged),
      ...(judged.length === 0 ? { notApplicable: "no bound conflict demands several people" } : {}),
    };
  },
});

function namesOf(team: readonly { readonly principal: { readonly displayName: string } }[]): string {
  return team.map(({ principal }) => principal.displayName).join(" and ");
}
