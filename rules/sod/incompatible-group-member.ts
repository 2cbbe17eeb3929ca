import type { Side } from "../../src/domain/assessment.ts";
import { activeHolders } from "../../src/rule-kit/active-holders.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { ConflictFact } from "../../src/rule-kit/facts/conflict-facts.ts";
import { openConflicts } from "../../src/rule-kit/open-conflicts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const incompatibleGroupMember = defineRule({
  meta: {
    id: "incompatible-group-member",
    code: "SOD-006",
    title: "Package holders who are in a group the package refuses",
    rationale:
      "Entra checks the incompatible group when somebody asks; who is in it already, or joins later, keeps the package.",
    remedy: "Take the person out of the group, by every way that leads into it, or remove the assignment.",
    severity: "high",
    references: separationOfDuties,
    falsePositives:
      "Those who are in the group through another only: whether Entra counts nested members is not documented, the message says who they are.",
    needs: ["conflicts"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ conflicts }) {
    const judged = conflicts.judged.filter(isAboutGroup);
    return {
      examined: judged.reduce((total, { examined }) => total + examined, 0),
      violations: judged.flatMap((conflict) =>
        activeHolders(conflict).map(({ principal, sides }) => ({
          principal,
          conflict: conflict.id,
          sides,
          message: `${principal.displayName} holds ${quoted(sides, "accessPackage")} and is in ${quoted(sides, "group")}, which it refuses: ${wayIn(sides)}`,
          evidence: sides.flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
        })),
      ),
      undecided: [...conflicts.unknown, ...openConflicts(judged)],
      ...(judged.length === 0 ? { notApplicable: "no package declares a group incompatible" } : {}),
    };
  },
});

function isAboutGroup({ source, declarations }: ConflictFact): boolean {
  return source === "declared" && declarations.some(({ kind }) => kind === "group");
}

function quoted(sides: readonly Side[], kind: string): string {
  const held = sides.flatMap(({ holdings }) => holdings.map(({ accessPoint }) => accessPoint));
  return `"${held.find((point) => point.kind === kind)?.name ?? kind}"`;
}

/** By the shortest way there is; a group's path begins with the group that was joined. */
function wayIn(sides: readonly Side[]): string {
  const paths = sides.flatMap(({ holdings }) =>
    holdings.filter(({ accessPoint }) => accessPoint.kind === "group").map(({ path }) => path),
  );
  const [shortest = []] = paths.toSorted((a, b) => a.length - b.length);
  if (shortest.length <= 1) return "as a direct member";
  return `through ${shortest
    .slice(0, -1)
    .map(({ name }) => `"${name}"`)
    .join(" in ")}`;
}
