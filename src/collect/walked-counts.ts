import { GraphFailure } from "../graph/graph-failure.ts";
import type { Collector } from "./collector.ts";
import { groupWalk } from "./group-walk.ts";
import type { ReadContext } from "./read-context.ts";
import { transitiveCountPath, transitiveCounts } from "./transitive-counts.ts";

/**
 * Holds what was walked against the tenant's own counts, those that it told already among them; reads again where they differ,
 * once. Throws where they still do.
 */
export async function checkCounts(
  collector: Collector,
  walked: readonly string[],
  told: ReadonlyMap<string, number>,
  context: ReadContext,
): Promise<void> {
  const { nesting, restart } = context.writer;
  const nests = walked.filter((groupId) => nesting.groupsIn(groupId).length > 0);
  const suspects = await miscounted(nests, told, context);
  if (suspects.length === 0) return;

  const again = [...new Set(suspects.flatMap(({ groupId }) => nesting.below(groupId)))];
  for (const groupId of again) restart(collector.section, groupId);
  await groupWalk(collector, context).down(again);
  const [wrong] = await miscounted(
    suspects.map(({ groupId }) => groupId),
    new Map(),
    context,
  );
  if (wrong === undefined) return;
  const { groupId, counted, found } = wrong;
  throw new GraphFailure(
    "contradicted",
    `the tenant counts ${counted} users in the group ${nameOf(groupId, context)} and those nested in it, and ${found} were found, twice`,
    { url: usersPath(groupId) },
  );
}

type Miscount = { readonly groupId: string; readonly counted: number; readonly found: number };

async function miscounted(
  groupIds: readonly string[],
  told: ReadonlyMap<string, number>,
  context: ReadContext,
): Promise<readonly Miscount[]> {
  const asked = await transitiveCounts(
    groupIds.map(usersPath).filter((path) => !told.has(path)),
    context,
  );
  return groupIds.flatMap((groupId) => {
    const counted = told.get(usersPath(groupId)) ?? asked.get(usersPath(groupId));
    const found = context.writer.nesting.usersIn(groupId);
    return counted === undefined || counted === found ? [] : [{ groupId, counted, found }];
  });
}

function usersPath(groupId: string): string {
  return transitiveCountPath(groupId, "user");
}

/** A group by its name and id. */
export function nameOf(groupId: string, { writer }: ReadContext): string {
  for (const { id, displayName } of writer.rows("groups")) if (id === groupId) return `"${displayName}" (${id})`;
  return groupId;
}
