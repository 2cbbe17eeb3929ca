import type { NumberedConflict } from "./numbered-conflict.ts";

/**
 * Conflicts laid flat: those that name access point p stand in `conflicts` from `offsets[p]` to `offsets[p + 1]`; the duties
 * of conflict c go from `duties[c]` to `duties[c + 1]`, the points of duty d stand in `points` from `starts[d]` to
 * `starts[d + 1]`.
 */
export type ConflictTable = {
  readonly offsets: Uint32Array;
  readonly conflicts: Uint32Array;
  readonly atMost: Uint32Array;
  readonly duties: Uint32Array;
  readonly needsAll: Uint8Array;
  readonly starts: Uint32Array;
  readonly points: Uint32Array;
};

export function conflictTableOf(conflicts: readonly NumberedConflict[], accessPoints: number): ConflictTable {
  const duties = conflicts.flatMap((conflict) => conflict.duties);
  return {
    ...mentionsOf(conflicts, accessPoints),
    atMost: Uint32Array.from(conflicts, ({ atMost }) => atMost),
    duties: startsOf(conflicts.map((conflict) => conflict.duties.length)),
    needsAll: Uint8Array.from(duties, ({ heldBy }) => (heldBy === "all" ? 1 : 0)),
    starts: startsOf(duties.map(({ points }) => points.length)),
    points: Uint32Array.from(duties.flatMap(({ points }) => points)),
  };
}

function mentionsOf(
  conflicts: readonly NumberedConflict[],
  accessPoints: number,
): Pick<ConflictTable, "offsets" | "conflicts"> {
  const named = conflicts.map(({ duties }) => [...new Set(duties.flatMap(({ points }) => points))]);
  const counts = new Uint32Array(accessPoints);
  for (const points of named) for (const point of points) counts[point] = (counts[point] ?? 0) + 1;
  const offsets = startsOf(counts);
  const next = offsets.slice();
  const mentions = new Uint32Array(offsets[accessPoints] ?? 0);
  for (const [conflict, points] of named.entries()) {
    for (const point of points) {
      mentions[next[point] ?? 0] = conflict;
      next[point] = (next[point] ?? 0) + 1;
    }
  }
  return { offsets, conflicts: mentions };
}

function startsOf(lengths: readonly number[] | Uint32Array): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  for (const [i, length] of lengths.entries()) starts[i + 1] = (starts[i] ?? 0) + length;
  return starts;
}
