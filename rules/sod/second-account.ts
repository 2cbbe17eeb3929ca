import { conflictName } from "../../src/domain/conflict-name.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { openConflicts } from "../../src/rule-kit/open-conflicts.ts";
import { oneInSeveral } from "../../src/rule-kit/person-words.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const secondAccount = defineRule({
  meta: {
    id: "second-account",
    code: "SOD-008",
    title: "People who hold both sides of a conflict by two accounts",
    rationale: "Entra separates accounts, not people: whoever has two can hold a side with each.",
    remedy: "Take away one side from every account of the person; the plan names which.",
    severity: "critical",
    references: separationOfDuties,
    falsePositives: "Accounts that only a name suggests to be one person's are called possible, and are low.",
    needs: ["conflicts", "persons"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ conflicts, persons }) {
    const judged = conflicts.judged.filter(({ outcome, people }) => outcome !== "not-applicable" && people === null);
    const unclear = judged.flatMap((conflict) => conflict.unclear.map((why) => `${conflictName(conflict)}: ${why}`));
    return {
      examined: persons.count * judged.length,
      violations: judged.flatMap(({ id, title, severity, joint }) =>
        joint.map(({ person, sides, exposure, alsoDeclared }) => ({
          principal: null,
          person,
          conflict: id,
          sides,
          exposure,
          severity: person.certainty === "certain" ? severity : ("low" as const),
          adjustments: exposure === "active" ? [] : [onlyEligible],
          ...(alsoDeclared.length === 0 ? {} : { alsoDeclared }),
          message: `${oneInSeveral(person)}. Together they hold ${sides.map((side) => side.title).join(" and ")}: ${title}`,
          evidence: [
            ...person.links.flatMap(({ evidence }) => evidence),
            ...sides.flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
          ],
        })),
      ),
      undecided: [...conflicts.unknown, ...persons.unknown, ...openConflicts(judged), ...unclear],
      ...(judged.length === 0 ? { notApplicable: "no conflict is bound or declared" } : {}),
      ...(persons.count === 0 ? { notApplicable: "nobody is known to have two accounts" } : {}),
    };
  },
});

const onlyEligible: Adjustment = { steps: -1, because: "a side has to be activated first" };
