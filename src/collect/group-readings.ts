import type { SectionName } from "../domain/sections.ts";
import type { Collector } from "./collector.ts";
import { enteringGroups } from "./entering-groups.ts";
import { groupWalk } from "./group-walk.ts";
import { type GroupsThatMatter, groupsThatMatter, namingSections, type WantedGroups } from "./groups-that-matter.ts";
import { isLeftOpen, readPeople } from "./people-of-groups.ts";
import type { Reading, ReadingContext, SectionEnding } from "./reading.ts";
import { readSection } from "./read-section.ts";
import { readTransitively } from "./read-transitively.ts";
import { checkCounts } from "./walked-counts.ts";

/** Groups are many, and few of them matter: members, owners and eligibilities are read of those, and of the groups nested in them. */
export const groupReadings: { readonly [Section in SectionName]?: Reading } = {
  groupMembers: { after: naming, isOfEvery: isAll, read: readMembers },
  groupTransitiveMembers: { after: withMembers, read: readOpen },
  groupOwners: { after: withMembers, isOfEvery: isAll, read: readReached },
  groupEligibilities: { after: withMembers, isOfEvery: isAll, read: readReached },
  groupAssignmentSchedules: { after: withMembers, isOfEvery: isAll, read: readReached },
};

function isAll(groups: WantedGroups): boolean {
  return groups === "all";
}

/** Where every group is read it need not be known which of them matter: the long reading of members can begin. */
function naming(groups: WantedGroups): readonly SectionName[] {
  return isAll(groups) ? [] : namingSections;
}

function withMembers(groups: WantedGroups): readonly SectionName[] {
  return [...naming(groups), "groupMembers"];
}

async function readMembers(
  collector: Collector,
  first: readonly SectionEnding[],
  context: ReadingContext,
): Promise<void> {
  const { ways, people } = rootsAmong(first, context);
  const walk = groupWalk(collector, context, context.asked);
  await walk.down(ways);
  await walk.entering([...walk.walked]);
  const told = await readPeople(collector, people, walk, context);
  if (context.writer.tracking.changes("groups") !== undefined)
    context.writer.tracking.keepOnly(collector.section, new Set([...walk.walked, ...people]));
  const whole = people.filter((groupId) => !walk.walked.has(groupId) && !isLeftOpen(groupId, context));
  await checkCounts(collector, [...walk.roots, ...whole], told, context);
}

/** Reads the lists of all users of the groups whose members were not walked down. */
async function readOpen(collector: Collector, first: readonly SectionEnding[], context: ReadingContext): Promise<void> {
  const { people } = rootsAmong(first, context);
  const open = people.filter((groupId) => isLeftOpen(groupId, context));
  await readTransitively(collector, open, context);
}

/** What is nested in a group that was not walked down is not reached by it. */
async function readReached(
  collector: Collector,
  first: readonly SectionEnding[],
  context: ReadingContext,
): Promise<void> {
  const { ways, people } = rootsAmong(first, context);
  const open = new Set(people.filter((groupId) => isLeftOpen(groupId, context)));
  const reached = new Set([...ways, ...people]);
  const { nesting } = context.writer;
  const entering = enteringGroups(context.writer);
  for (const groupId of reached) {
    const nested = open.has(groupId) ? [] : nesting.groupsIn(groupId);
    for (const below of [...nested, ...entering(groupId)]) reached.add(below);
  }
  await readSection(collector, [...reached.difference(context.asked)], context);
}

/** Where something that names groups was not read to its end, any group may matter, and to anything. */
function rootsAmong(first: readonly SectionEnding[], { writer, groups }: ReadingContext): GroupsThatMatter {
  const named = first.filter(({ section }) => namingSections.includes(section));
  return groupsThatMatter(writer, named.every(({ status }) => status === "complete") ? groups : "all");
}
