import type { Principal } from "../../src/domain/access.ts";
import type { Side } from "../../src/domain/assessment.ts";
import type { Person } from "../../src/domain/person.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { oneInSeveral } from "../../src/rule-kit/person-words.ts";
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
      "Moves, where the removal of the other side is asked for already: milder, but see that it comes first. Accounts that only a name suggests to be one person's are called possible, and are low.",
    needs: ["pendingConflicts", "packageDuties", "persons"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ pendingConflicts: { found, examined, unknown }, packageDuties }) {
    return {
      examined,
      violations: found.map(({ principal, person, conflict, title, held, coming, exposure, removals }) => ({
        principal,
        ...(person === undefined ? {} : { person }),
        conflict,
        sides: [...held, ...coming],
        exposure,
        ...(person?.certainty === "possible" ? { severity: "low" as const } : {}),
        ...(removals.length === 0
          ? {}
          : { adjustments: [{ steps: -1, because: "the removal of what is held is asked for" }] as const }),
        message: `${whoOf(principal, person)} ${verbsOf(held, person)} about to get ${coming.map(describe).join(" and ")}: ${title}`,
        evidence: [
          ...(person?.links.flatMap(({ evidence }) => evidence) ?? []),
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

function whoOf(principal: Principal | null, person: Person | undefined): string {
  if (person === undefined) return principal?.displayName ?? "";
  return `${oneInSeveral(person)}. Together they`;
}

function verbsOf(held: readonly Side[], person: Person | undefined): string {
  const isAbout = person === undefined ? "is" : "are";
  if (held.length === 0) return isAbout;
  const isActive = held.every(({ holdings }) => holdings.some(({ membership }) => membership === "active"));
  const holds = `${person === undefined ? "holds" : "hold"}${isActive ? "" : " or may activate"}`;
  return `${holds} ${held.map((side) => side.title).join(" and ")} and ${isAbout}`;
}

/** Each way that is on its way: what brings it, and what it gives. A path may begin with its account. */
function describe({ title, holdings }: Side): string {
  const ways = holdings.flatMap(({ membership, path }) => {
    if (membership === "active" || membership === "eligible") return [];
    const [by, gives] = path.filter(({ kind }) => kind !== "user" && kind !== "servicePrincipal");
    return by === undefined
      ? []
      : [gives === undefined ? `"${by.name}", ${membership}` : `"${gives.name}", ${by.name}`];
  });
  return `${title} (${[...new Set(ways)].join("; ")})`;
}
