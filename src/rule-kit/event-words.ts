import type { GovernanceEvent } from "../domain/governance-event.ts";

/** When it happened, in UTC, to the second. */
export function when({ at }: Pick<GovernanceEvent, "at">): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Names in quotes, each once: the first three, and how many more. */
export function quoted(names: readonly string[]): string {
  const all = [...new Set(names)];
  const rest = all.length - 3;
  const shown = all.slice(0, 3).map((name) => `"${name}"`);
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(" and ");
}
