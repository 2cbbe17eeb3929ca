import type { ConflictFact } from "./facts/conflict-facts.ts";

const isOpen: ReadonlySet<string> = new Set(["violated", "inconclusive"]);

/** A line on each conflict that was not judged whole: it may be violated, or by more than those who were found. */
export function openConflicts(
  conflicts: readonly Pick<ConflictFact, "id" | "outcome" | "reason">[],
): readonly string[] {
  return conflicts.flatMap(({ id, outcome, reason }) =>
    isOpen.has(outcome) && reason !== undefined ? [`${id}: ${reason}`] : [],
  );
}
