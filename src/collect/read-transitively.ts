import { GraphFailure } from "../graph/graph-failure.ts";
import type { Collector } from "./collector.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";
import { transitiveUsersPath } from "./transitive-counts.ts";
import { nameOf } from "./walked-counts.ts";

/**
 * Reads the lists of all users of groups, and holds them against the memberships that are known: a list with fewer users is
 * read again, once. Throws where it still has fewer.
 */
export async function readTransitively(
  collector: Collector,
  groupIds: readonly string[],
  context: ReadContext,
): Promise<void> {
  await readSection(collector, groupIds, context);
  const suspects = groupIds.filter((groupId) => isShort(groupId, collector, context));
  for (const groupId of suspects) context.writer.restart(collector.section, groupId);
  await readSection(collector, suspects, context);
  const wrong = suspects.find((groupId) => isShort(groupId, collector, context));
  if (wrong === undefined) return;
  throw new GraphFailure(
    "contradicted",
    `the tenant lists fewer users in the group ${nameOf(wrong, context)} and those nested in it than are its members, twice`,
    { url: transitiveUsersPath(wrong) },
  );
}

function isShort(groupId: string, { section }: Collector, { writer }: ReadContext): boolean {
  return (writer.read(section, groupId)?.there ?? 0) < writer.nesting.usersIn(groupId);
}
