import type { ConflictFact } from "./facts/conflict-facts.ts";

/** A line on each conflict that was not judged whole: it may be violated, or by more than those who were found. */
export function openConflicts(conflicts: readonly Pick<ConflictFact, "id" | "doubt">[]): readonly string[] {
  return conflicts.flatMap(({ id, doubt }) => (doubt === undefined ? [] : [`${id}: ${doubt}`]));
}
