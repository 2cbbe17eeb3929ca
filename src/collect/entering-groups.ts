import { GraphFailure } from "../graph/graph-failure.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import { collectors } from "./collectors/index.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";

/**
 * The listed groups that are eligible to join a group, by what was read so far: what a group is eligible for, each of its
 * members may activate (https://learn.microsoft.com/entra/id-governance/privileged-identity-management/concept-pim-for-groups).
 */
export function enteringGroups({ rows, isThere }: SnapshotWriter): (groupId: string) => readonly string[] {
  const entering = new Map<string, string[]>();
  for (const { groupId, principalId } of rows("groupEligibilities")) {
    if (!isThere("groups", principalId)) continue;
    entering.set(groupId, [...(entering.get(groupId) ?? []), principalId]);
  }
  return (groupId) => entering.get(groupId) ?? [];
}

/**
 * Reads who is eligible for groups, ahead of the section of eligibilities, and gives the groups among those. None where that
 * fails: the section says so when its turn has come, and the groups are known as not read.
 */
export async function askEntering(groupIds: readonly string[], context: ReadContext): Promise<readonly string[]> {
  try {
    await readSection(collectors.groupEligibilities, groupIds, context);
  } catch (failure) {
    if (failure instanceof GraphFailure) return [];
    throw failure;
  }
  return groupIds.flatMap(enteringGroups(context.writer));
}
