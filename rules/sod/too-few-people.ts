import { accountManagement, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { StaffedDuty, StaffingFact } from "../../src/rule-kit/facts/staffing-facts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const tooFewPeople = defineRule({
  meta: {
    id: "too-few-people",
    code: "SOD-015",
    title: "Separations that would leave a duty short of people",
    rationale:
      "Where too few are left once nobody holds both sides, work stops, or somebody gets around the separation.",
    remedy: "Give the duty to another person who holds no other of the conflict's duties, before anything is revoked.",
    severity: "medium",
    references: [...separationOfDuties, ...accountManagement],
    falsePositives: "People about to be hired, and work that another site takes over.",
    needs: ["staffing", "conflicts"],
    concludesFromAbsenceOf: ["staffing"],
  },

  evaluate({ staffing, conflicts }) {
    return {
      examined: staffing.length,
      violations: staffing.filter(isSure).map(({ conflict, title, duties, shared, evidence }) => ({
        principal: null,
        subject: { kind: "conflict", id: conflict, name: title },
        conflict,
        message: `${title}: kept apart, its duties need ${total(duties, "needed")} people and could have ${total(duties, "possible")}, such as ${duties.map(describe).join(", ")}${shared === 0 ? "" : `; ${shared} hold too many of them today`}`,
        evidence,
      })),
      undecided: [
        ...conflicts.unknown,
        ...staffing
          .filter((fact) => mayNeedMore(fact) || (isShort(fact) && !isSure(fact)))
          .map(
            ({ conflict, unclear }) =>
              `${conflict}: ${unclear ?? "of some who hold its duties it is not known whether their account is enabled, or which duties of a side they would serve"}`,
          ),
      ],
      ...(staffing.length === 0 ? { notApplicable: "no conflict is bound or declared" } : {}),
    };
  },
});

function isShort({ duties }: StaffingFact): boolean {
  return total(duties, "certain") < total(duties, "needed");
}

/** A holder who was not read may be the first of a duty, which then needs them. */
function mayNeedMore({ duties, unclear }: StaffingFact): boolean {
  return unclear !== null && duties.some(({ needed }) => needed === 0);
}

function isSure({ duties, unclear }: StaffingFact): boolean {
  return unclear === null && total(duties, "possible") < total(duties, "needed");
}

function total(duties: readonly StaffedDuty[], what: "needed" | "certain" | "possible"): number {
  return duties.reduce((sum, duty) => sum + duty[what], 0);
}

function describe({ title, possible, needed }: StaffedDuty): string {
  return `"${title}" ${possible} of ${needed}`;
}
