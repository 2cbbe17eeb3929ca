import { type Conflict, dutiesBySide } from "../conflicts/conflict.ts";
import type { JudgedConflict } from "../conflicts/judge.ts";

/** Whom a conflict catches: a principal, or a person of several accounts, by its id. */
type Caught = { readonly principal: string } | { readonly person: string };

/**
 * For a conflict of a pack and whom it catches: the declared conflicts that catch the same principal or person and whose two
 * ends both stand among the conflict's access points, on different sides. The same person over the same things, said twice.
 */
export function alsoDeclaredBy(
  judged: readonly JudgedConflict[],
): (conflict: Conflict, caught: Caught) => readonly string[] {
  const declared = judged.filter(({ conflict }) => conflict.source === "declared");
  const caught = new Map(
    declared.map(({ conflict, holders, joint }) => [
      conflict.id,
      new Set([
        ...holders.map(({ principal }) => keyOf({ principal: principal.id })),
        ...joint.map(({ person }) => keyOf({ person: person.id })),
      ]),
    ]),
  );
  return (conflict, whom) => {
    if (conflict.source === "declared") return [];
    return declared
      .map((candidate) => candidate.conflict)
      .filter(({ id }) => caught.get(id)?.has(keyOf(whom)) === true)
      .filter((candidate) => standsWithin(candidate, conflict))
      .map(({ id }) => id);
  };
}

function keyOf(caught: Caught): string {
  return "principal" in caught ? `principal ${caught.principal}` : `person ${caught.person}`;
}

function standsWithin(declared: Conflict, conflict: Conflict): boolean {
  const [one, other] = declared.duties.flatMap(({ points }) => points.map(({ id }) => sidesWith(conflict, id)));
  return one !== undefined && other !== undefined && one.some((a) => other.some((b) => a !== b));
}

function sidesWith(conflict: Conflict, pointId: string): readonly number[] {
  return dutiesBySide(conflict).flatMap((side, index) =>
    side.some(({ points }) => points.some(({ id }) => id === pointId)) ? [index] : [],
  );
}
