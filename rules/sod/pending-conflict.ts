import type { Side } from "../../src/domain/assessment.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const pendingConflict = defineRule({
  meta: {
    id: "pending-conflict",
    code: "SOD-014",
    title: "Grants under way that would create a conflict",
    rationale:
      "A request that is not decided, or access that has not begun, can still be stopped without taking anything away.",
    remedy: "Deny or cancel the request, or remove the assignment before it begins.",
    severity: "high",
    references: separationOfDuties,
    falsePositives:
      "Moves, where the removal of the other side is asked for already: milder, but see that it comes first.",
    needs: ["pendingConflicts", "packageDuties"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ pendingConflicts: { found, examined, unknown }, packageDuties }) {
    return {
      examined,
      violations: found.map(({ principal, conflict, title, held, coming, exposure, removals }) => ({
        principal,
        conflict,
        sides: [...held, ...coming],
        exposure,
        ...(removals.length === 0
          ? {}
          : { adjustments: [{ steps: -1, because: "the removal of what is held is asked for" }] as const }),
        message: `${principal.displayName} ${held.length === 0 ? "" : `holds ${held.map((side) => side.title).join(" and ")} and `}is about to get ${coming.map(describe).join(" and ")}: ${title}`,
        evidence: [
          ...[...held, ...coming].flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
          ...removals,
        ],
      })),
      undecided: [
        ...unknown,
        ...packageDuties.flatMap((fact) => fact.unknown.map((why) => `${fact.conflict}: ${why}`)),
      ],
      ...(packageDuties.length === 0 ? { notApplicable: "no conflict is bound or declared" } : {}),
    };
  },
});

function describe({ title, holdings }: Side): string {
  const ways = holdings.flatMap(({ membership, path: [by, accessPackage] }) =>
    membership === "active" || by === undefined || accessPackage === undefined
      ? []
      : [`"${accessPackage.name}", ${by.name}`],
  );
  return `${title} (${[...new Set(ways)].join("; ")})`;
}
