import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import type { Row } from "../snapshot/sections.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";

/** Which groups' members to read besides those that what was read names: every group, or those that rules name. */
export type WantedGroups = "all" | ((group: { readonly id: string; readonly displayName: string }) => boolean);

/**
 * Of `ways` a finding tells by which way somebody is in a group, so that they are walked; of `people` it is only asked who may
 * be in it (`src/access/asking/subject-sets.ts`).
 */
export type GroupsThatMatter = { readonly ways: readonly string[]; readonly people: readonly string[] };

type Naming = {
  readonly section: SectionName;
  readonly owed: keyof GroupsThatMatter;
  readonly groupIds: (rows: Pick<SnapshotWriter, "rows">) => Iterable<string>;
};

/** Where groups are named whose members say who holds, asks for, approves or reviews something. */
const namings: readonly Naming[] = [
  naming("ways", "groups", ({ id, isAssignableToRole }) => (isAssignableToRole === true ? [id] : [])),
  naming("ways", "incompatibleGroups", ({ groupId }) => [groupId]),
  naming("ways", "resourceRoleScopes", ({ originSystem, scopeOriginId }) =>
    originSystem.toLowerCase() === "aadgroup" ? [scopeOriginId] : [],
  ),
  naming("ways", "appRoleAssignments", ({ principalType, principalId }) =>
    principalType.toLowerCase() === "group" ? [principalId] : [],
  ),
  naming("people", "policies", (policy) => [
    ...groupsWithin(policy.specificAllowedTargets),
    ...groupsWithin(policy.requestorSettings),
    ...groupsWithin(policy.requestApprovalSettings),
  ]),
  naming("ways", "policies", ({ reviewSettings }) => groupsWithin(reviewSettings)),
  naming("ways", "entitlementRoleAssignments", ({ principalId }) => [principalId]),
  naming("people", "internalSponsors", ({ sponsorId }) => [sponsorId]),
];

/** The sections to read before it is known which groups matter. */
export const namingSections: readonly SectionName[] = [...new Set(namings.map(({ section }) => section))];

/** The listed groups that are wanted or named by what was read so far, without those nested in them, each once, in the order of ids. */
export function groupsThatMatter(writer: SnapshotWriter, wanted: WantedGroups): GroupsThatMatter {
  const listed = writer.parents("groups");
  if (wanted === "all") return { ways: listed, people: [] };

  const [ways, people] = [namedFor("ways", writer), namedFor("people", writer)];
  for (const group of writer.rows("groups")) if (wanted(group)) ways.add(group.id);
  return {
    ways: listed.filter((id) => ways.has(id)),
    people: listed.filter((id) => people.has(id) && !ways.has(id)),
  };
}

function namedFor(kind: keyof GroupsThatMatter, writer: SnapshotWriter): Set<string> {
  return new Set(namings.flatMap(({ owed, groupIds }) => (owed === kind ? [...groupIds(writer)] : [])));
}

function naming<S extends SectionName>(
  owed: keyof GroupsThatMatter,
  section: S,
  groupsOf: (row: Row<S>) => readonly string[],
): Naming {
  return {
    section,
    owed,
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
