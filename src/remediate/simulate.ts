import type { AccessModel } from "../access/access-model.ts";
import type { SectionName } from "../domain/sections.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { tableWhere } from "../snapshot/tables/table-where.ts";
import type { Cut } from "./cut.ts";
import { lossesBy, heldKey } from "./losses.ts";

/** The snapshot as it will be once the cuts are made. */
export function withoutCuts(snapshot: Snapshot, model: AccessModel, cuts: readonly Cut[]): Snapshot {
  const { assignments, memberships, eligibilities, directoryRoles, appRoleAssignments } = lossesBy(cuts, model);
  const keepsRole = (row: { readonly roleDefinitionId: string; readonly principalId: string }): boolean =>
    !directoryRoles.has(heldKey(row.roleDefinitionId, row.principalId));
  const stays: { readonly [S in SectionName]?: (row: SourcedRow<S>) => boolean } = {
    assignments: ({ id }) => !assignments.has(id),
    groupMembers: ({ groupId, memberId }) => !memberships.has(heldKey(groupId, memberId)),
    groupEligibilities: ({ accessId, groupId, principalId }) =>
      accessId.toLowerCase() === "owner" || !eligibilities.has(heldKey(groupId, principalId)),
    directoryRoleAssignments: keepsRole,
    directoryRoleEligibilities: keepsRole,
    directoryRoleAssignmentSchedules: keepsRole,
    appRoleAssignments: ({ id }) => !appRoleAssignments.has(id),
  };
  const rows: Snapshot["rows"] = (section) => filtered(snapshot.rows(section), stays[section]);
  const table: Snapshot["table"] = (section) => {
    const stay = stays[section];
    const whole = snapshot.table(section);
    return stay === undefined ? whole : tableWhere(whole, placesOf(snapshot.rows(section), stay));
  };
  return { ...snapshot, rows, columns: rows, table };
}

function placesOf<Row>(rows: Iterable<Row>, stays: (row: Row) => boolean): Uint32Array {
  const places: number[] = [];
  let place = 0;
  for (const row of rows) {
    if (stays(row)) places.push(place);
    place += 1;
  }
  return Uint32Array.from(places);
}

function* filtered<S extends SectionName>(
  rows: Iterable<SourcedRow<S>>,
  stays: ((row: SourcedRow<S>) => boolean) | undefined,
): Generator<SourcedRow<S>> {
  for (const row of rows) if (stays === undefined || stays(row)) yield row;
}
