import { GraphFailure } from "../graph/graph-failure.ts";
import { resourceUnits } from "../graph/workload.ts";
import type { Collector } from "./collector.ts";
import type { GroupWalk } from "./group-walk.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";
import { transitiveCountPath, transitiveCounts, transitivePage, transitiveUsersPath } from "./transitive-counts.ts";

/**
 * Reads groups of which only people are asked for: their direct members, and those of the groups nested in them where that
 * costs no more resource units than the tenant's list of all their users. The others are left open for that list. Gives what
 * the tenant counted, by path.
 */
export async function readPeople(
  collector: Collector,
  people: readonly string[],
  walk: GroupWalk,
  context: ReadContext,
): Promise<ReadonlyMap<string, number>> {
  await readSection(collector, people, context);
  await walk.entering(people);
  const isPeople = new Set(people);
  const nestingOf = nestingBy((id) => walk.walked.has(id) || isPeople.has(id), context);
  const open = (): readonly string[] =>
    people.filter((groupId) => !walk.walked.has(groupId) && nestingOf(groupId).unread > 0);
  const told = await countsOf(open(), context);
  for (;;) {
    const cheaper = open().filter((groupId) => isWalkCheaper(collector, groupId, told, nestingOf(groupId)));
    if (cheaper.length === 0) return told;
    await walk.entering(await walk.down(cheaper));
  }
}

/** Whether a group was read, and some that is nested in it was not. */
export function isLeftOpen(groupId: string, { writer }: ReadContext): boolean {
  const isRead = (id: string): boolean => writer.read("groupMembers", id)?.done === true;
  return isRead(groupId) && !writer.nesting.below(groupId).every(isRead);
}

/** How many of the groups that are known to be nested in a group were read in this run, and how many were not. */
type NestedGroups = { readonly read: number; readonly unread: number };

/** Goes by what this run reads, not by what an earlier snapshot held, so that both come to the same. */
function nestingBy(isRead: (groupId: string) => boolean, { writer }: ReadContext): (groupId: string) => NestedGroups {
  return (groupId) => {
    const below = new Set([groupId]);
    for (const id of below) if (isRead(id)) for (const nested of writer.nesting.groupsIn(id)) below.add(nested);
    below.delete(groupId);
    const read = [...below].filter(isRead).length;
    return { read, unread: below.size - read };
  };
}

/** Where the tenant tells no counts everything is walked, and what was found is held against them once more. */
async function countsOf(groupIds: readonly string[], context: ReadContext): Promise<ReadonlyMap<string, number>> {
  const paths = groupIds.flatMap((id) => [transitiveCountPath(id, "user"), transitiveCountPath(id, "group")]);
  try {
    return await transitiveCounts(paths, context);
  } catch (failure) {
    if (failure instanceof GraphFailure) return new Map();
    throw failure;
  }
}

/** In resource units, the groups that are nested deeper than is known yet counted as the tenant counts them. */
function isWalkCheaper(
  collector: Collector,
  groupId: string,
  told: ReadonlyMap<string, number>,
  { read, unread }: NestedGroups,
): boolean {
  const users = told.get(transitiveCountPath(groupId, "user"));
  if (users === undefined) return true;
  const groups = told.get(transitiveCountPath(groupId, "group")) ?? 0;
  const walk = Math.max(unread, groups - read) * unitsOf(collector.path(groupId));
  const list = Math.max(1, Math.ceil(users / transitivePage)) * unitsOf(transitiveUsersPath(groupId));
  return walk <= list;
}

/** Costs go by paths alone, wherever Graph is. */
function unitsOf(path: string): number {
  return resourceUnits(new URL(`/v1.0${path}`, "https://graph.microsoft.com"));
}
