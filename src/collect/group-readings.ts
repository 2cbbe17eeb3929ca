import type { SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Collector } from "./collector.ts";
import { askEntering, enteringGroups } from "./entering-groups.ts";
import { groupsThatMatter, namingSections, type WantedGroups } from "./groups-that-matter.ts";
import type { Reading, ReadingContext, SectionEnding } from "./reading.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";
import { transitiveUsers, transitiveUsersPath } from "./transitive-users.ts";

/** Groups are many, and few of them matter: members, owners and eligibilities are read of those, and of the groups nested in them. */
export const groupReadings: { readonly [Section in SectionName]?: Reading } = {
  groupMembers: { after: naming, read: readMembers },
  groupOwners: { after: withMembers, read: readReached },
  groupEligibilities: { after: withMembers, read: readReached },
  groupAssignmentSchedules: { after: withMembers, read: readReached },
};

/** Where every group is read it need not be known which of them matter: the long reading of members can begin. */
function naming(groups: WantedGroups): readonly SectionName[] {
  return groups === "all" ? [] : namingSections;
}

function withMembers(groups: WantedGroups): readonly SectionName[] {
  return [...naming(groups), "groupMembers"];
}

async function readMembers(
  collector: Collector,
  first: readonly SectionEnding[],
  context: ReadingContext,
): Promise<void> {
  const roots = rootsAmong(first, context);
  const reached = new Set(await readWithNested(collector, roots, context));
  const entering = await readEntering(collector, reached, context);
  if (context.writer.tracking.changes("groups") !== undefined)
    context.writer.tracking.keepOnly(collector.section, reached);
  await checkCounts(collector, [...roots, ...entering], context);
}

async function readReached(
  collector: Collector,
  first: readonly SectionEnding[],
  context: ReadingContext,
): Promise<void> {
  const reached = new Set(rootsAmong(first, context));
  const { nesting } = context.writer;
  const entering = enteringGroups(context.writer);
  for (const groupId of reached)
    for (const below of [...nesting.groupsIn(groupId), ...entering(groupId)]) reached.add(below);
  await readSection(collector, [...reached], context);
}

/** Where something that names groups was not read to its end, any group may matter. */
function rootsAmong(first: readonly SectionEnding[], { writer, groups }: ReadingContext): readonly string[] {
  const named = first.filter(({ section }) => namingSections.includes(section));
  return groupsThatMatter(writer, named.every(({ status }) => status === "complete") ? groups : "all");
}

/** Level by level: what an earlier run has read costs no call, and leads on to the same groups. */
async function readWithNested(
  collector: Collector,
  roots: readonly string[],
  context: ReadContext,
): Promise<ReadonlySet<string>> {
  const reached = new Set(roots);
  for (let level = roots; level.length > 0; ) {
    await readSection(collector, level, context);
    const nested = new Set(level.flatMap(context.writer.nesting.groupsIn));
    level = [...nested.difference(reached)];
    for (const groupId of level) reached.add(groupId);
  }
  return reached;
}

/** Reads the groups that may join those that were reached, too, and so on down, and adds them; gives them without those nested. */
async function readEntering(
  collector: Collector,
  reached: Set<string>,
  context: ReadContext,
): Promise<readonly string[]> {
  const listed = context.writer.parents("groups");
  const all: string[] = [];
  for (let level = [...reached]; level.length > 0 && listed.some((groupId) => !reached.has(groupId)); ) {
    const entering = [...new Set(await askEntering(level, context))].filter((groupId) => !reached.has(groupId));
    all.push(...entering);
    level = [...(await readWithNested(collector, entering, context)).difference(reached)];
    for (const groupId of level) reached.add(groupId);
  }
  return all;
}

/** Holds what was walked against the tenant's own counts; reads again where they differ, once. Throws where they still do. */
async function checkCounts(collector: Collector, roots: readonly string[], context: ReadContext): Promise<void> {
  const { nesting, restart } = context.writer;
  const nests = roots.filter((groupId) => nesting.groupsIn(groupId).length > 0);
  const suspects = await miscounted(nests, context);
  if (suspects.length === 0) return;

  const again = [...new Set(suspects.flatMap(({ groupId }) => nesting.below(groupId)))];
  for (const groupId of again) restart(collector.section, groupId);
  await readWithNested(collector, again, context);
  const [wrong] = await miscounted(
    suspects.map(({ groupId }) => groupId),
    context,
  );
  if (wrong === undefined) return;
  const { groupId, counted, walked } = wrong;
  throw new GraphFailure(
    "contradicted",
    `the tenant counts ${counted} users in the group ${nameOf(groupId, context)} and those nested in it, and ${walked} were found, twice`,
    { url: transitiveUsersPath(groupId) },
  );
}

type Miscount = { readonly groupId: string; readonly counted: number; readonly walked: number };

async function miscounted(groupIds: readonly string[], context: ReadContext): Promise<readonly Miscount[]> {
  const counts = await transitiveUsers(groupIds, context);
  return groupIds.flatMap((groupId) => {
    const counted = counts.get(groupId);
    const walked = context.writer.nesting.usersIn(groupId);
    return counted === undefined || counted === walked ? [] : [{ groupId, counted, walked }];
  });
}

function nameOf(groupId: string, { writer }: ReadContext): string {
  for (const { id, displayName } of writer.rows("groups")) if (id === groupId) return `"${displayName}" (${id})`;
  return groupId;
}
