import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import type { Row } from "../snapshot/sections.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";

/** Which groups' members to read besides those that what was read names: every group, or those that rules name. */
export type WantedGroups = "all" | ((group: { readonly id: string; readonly displayName: string }) => boolean);

type Naming = {
  readonly section: SectionName;
  readonly groupIds: (rows: Pick<SnapshotWriter, "rows">) => Iterable<string>;
};

/** Where groups are named whose members say who holds, asks for, approves or reviews something. */
const namings: readonly Naming[] = [
  naming("groups", ({ id, isAssignableToRole }) => (isAssignableToRole === true ? [id] : [])),
  naming("incompatibleGroups", ({ groupId }) => [groupId]),
  naming("resourceRoleScopes", ({ originSystem, scopeOriginId }) =>
    originSystem.toLowerCase() === "aadgroup" ? [scopeOriginId] : [],
  ),
  naming("appRoleAssignments", ({ principalType, principalId }) =>
    principalType.toLowerCase() === "group" ? [principalId] : [],
  ),
  naming("policies", (policy) => [
    ...groupsWithin(policy.specificAllowedTargets),
    ...groupsWithin(policy.requestorSettings),
    ...groupsWithin(policy.requestApprovalSettings),
    ...groupsWithin(policy.reviewSettings),
  ]),
  naming("entitlementRoleAssignments", ({ principalId }) => [principalId]),
  naming("internalSponsors", ({ sponsorId }) => [sponsorId]),
];

/** The sections to read before it is known which groups matter. */
export const namingSections: readonly SectionName[] = namings.map(({ section }) => section);

/** The listed groups that are wanted or named by what was read so far, without those nested in them, in the order of ids. */
export function groupsThatMatter(writer: SnapshotWriter, wanted: WantedGroups): readonly string[] {
  const listed = writer.parents("groups");
  if (wanted === "all") return listed;

  const named = new Set(namings.flatMap(({ groupIds }) => [...groupIds(writer)]));
  for (const group of writer.rows("groups")) if (wanted(group)) named.add(group.id);
  return listed.filter((id) => named.has(id));
}

function naming<S extends SectionName>(section: S, groupsOf: (row: Row<S>) => readonly string[]): Naming {
  return {
    section,
    *groupIds({ rows }) {
      for (const row of rows(section)) yield* groupsOf(row);
    },
  };
}

const groupMembers = z.object({ type: z.string().regex(/^groupMembers$/iu), id: z.string() });

/** The groups of every `groupMembers` in a setting (https://learn.microsoft.com/graph/api/resources/groupmembers). */
function groupsWithin(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const set = groupMembers.safeParse(value);
  return set.success ? [set.data.id] : Object.values(value).flatMap(groupsWithin);
}
