import type { AccessModel } from "../access/access-model.ts";
import type { AccessPoint } from "../domain/access.ts";
import type { SectionName } from "../domain/sections.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Cut } from "./cut.ts";

/**
 * The snapshot as it will be once the cuts are made. With an assignment goes what its package granted, unless another
 * active assignment of the same holder grants it, too.
 */
export function withoutCuts(snapshot: Snapshot, model: AccessModel, cuts: readonly Cut[]): Snapshot {
  const assignments = new Set(cuts.filter(({ kind }) => kind === "removeAssignment").map(({ objectId }) => objectId));
  const memberships = new Set(
    cuts.filter(({ kind }) => kind === "removeGroupMember").map((cut) => pair(cut.objectId, cut.principalId)),
  );
  const roles = new Set(cuts.filter(({ kind }) => kind === "removeAppRoleAssignment").map(({ objectId }) => objectId));
  for (const { principalId, points } of lostWith(assignments, model)) {
    for (const point of points) {
      if (point.kind === "group") memberships.add(pair(point.id, principalId));
      if (point.kind !== "appRole") continue;
      const held = model.appRoles.assigned(point.id).filter((assigned) => assigned.principalId === principalId);
      for (const { id } of held) roles.add(id);
    }
  }

  const stays: { readonly [S in SectionName]?: (row: SourcedRow<S>) => boolean } = {
    assignments: ({ id }) => !assignments.has(id),
    groupMembers: ({ groupId, memberId }) => !memberships.has(pair(groupId, memberId)),
    appRoleAssignments: ({ id }) => !roles.has(id),
  };
  return { ...snapshot, rows: (section) => filtered(snapshot.rows(section), stays[section]) };
}

function* filtered<S extends SectionName>(
  rows: Iterable<SourcedRow<S>>,
  stays: ((row: SourcedRow<S>) => boolean) | undefined,
): Generator<SourcedRow<S>> {
  for (const row of rows) if (stays === undefined || stays(row)) yield row;
}

type Loss = { readonly principalId: string; readonly points: readonly AccessPoint[] };

function lostWith(removed: ReadonlySet<string>, model: AccessModel): readonly Loss[] {
  const gone = model.packages.all.filter(({ row }) => removed.has(row.id));
  return gone.map(({ row, principalId }) => {
    const remaining = model.packages.activeOf(principalId).filter((other) => !removed.has(other.row.id));
    const kept = new Set(remaining.flatMap((other) => model.grants.grantedBy(other.row.accessPackageId)).map(keyOf));
    const points = model.grants.grantedBy(row.accessPackageId).filter((point) => !kept.has(keyOf(point)));
    return { principalId, points };
  });
}

function keyOf({ kind, id }: AccessPoint): string {
  return `${kind} ${id}`;
}

function pair(groupId: string, memberId: string): string {
  return `${groupId} ${memberId}`;
}
