import { type Conflict, dutiesBySide } from "../conflicts/conflict.ts";
import type { JudgedConflict } from "../conflicts/judge.ts";

/**
 * For a conflict of a pack and a principal: the declared conflicts that catch the same principal and whose two ends both
 * stand among the conflict's access points, on different sides. The same person over the same things, said twice.
 */
export function alsoDeclaredBy(
  judged: readonly JudgedConflict[],
): (conflict: Conflict, principalId: string) => readonly string[] {
  const declared = judged.filter(({ conflict }) => conflict.source === "declared");
  const caught = new Map(
    declared.map(({ conflict, holders }) => [conflict.id, new Set(holders.map(({ principal }) => principal.id))]),
  );
  return (conflict, principalId) => {
    if (conflict.source === "declared") return [];
    return declared
      .map((candidate) => candidate.conflict)
      .filter(({ id }) => caught.get(id)?.has(principalId) === true)
      .filter((candidate) => standsWithin(candidate, conflict))
      .map(({ id }) => id);
  };
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
