import { conflictName } from "../domain/conflict-name.ts";
import type { ConflictFact } from "./facts/conflict-facts.ts";

/** A line on each conflict that was not judged whole: it may be violated, or by more than those who were found. */
export function openConflicts(
  conflicts: readonly Pick<ConflictFact, "source" | "id" | "title" | "doubt">[],
): readonly string[] {
  return conflicts.flatMap((conflict) =>
    conflict.doubt === undefined ? [] : [`${conflictName(conflict)}: ${conflict.doubt}`],
  );
}
