import type { Membership, ObjectRef } from "../domain/access.ts";
import type { Row, SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { PointGrant } from "./granted.ts";
import type { GroupGraph } from "./group-graph.ts";
import { always, membershipAt, type Span, spanOf } from "./span.ts";

type RoleHolding = SourcedRow<"directoryRoleAssignments">;

/**
 * Who is given directory roles, over the whole directory or a part of it: assigned or activated, or eligible to activate
 * (https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagementv3-overview). What is bound in time is told
 * by its schedule; an assignment that no schedule tells of stands without end.
 */
export function directoryRoleGrants(snapshot: Snapshot, groups: GroupGraph, asOf: Date): readonly PointGrant[] {
  const schedules = [...snapshot.rows("directoryRoleAssignmentSchedules")];
  const scheduled = new Set(schedules.map(keyOf));
  const grantBy = (row: RoleHolding, hop: ObjectRef, span: Span, during: Membership): readonly PointGrant[] => {
    const membership = membershipAt(span, during, asOf);
    if (membership === null) return [];
    const { roleDefinitionId: pointId, principalId, evidence } = row;
    const toGroup = groups.mayBe(principalId);
    return [{ pointId, principalId, toGroup, membership, span, hop: hopOf(row, hop), evidence }];
  };
  return [
    ...[...snapshot.rows("directoryRoleAssignments")]
      .filter((row) => !scheduled.has(keyOf(row)))
      .flatMap((row) =>
        grantBy(row, { kind: "directoryRoleAssignment", id: row.id, name: "assigned" }, always, "active"),
      ),
    ...schedules.flatMap((row) => grantBy(row, scheduleHop(row), spanOf(row), "active")),
    ...[...snapshot.rows("directoryRoleEligibilities")].flatMap((row) =>
      grantBy(row, { kind: "directoryRoleEligibility", id: row.id, name: "eligible" }, spanOf(row), "eligible"),
    ),
  ];
}

function scheduleHop({
  id,
  roleAssignmentOriginId,
  assignmentType,
}: Row<"directoryRoleAssignmentSchedules">): ObjectRef {
  const name = assignmentType?.toLowerCase() ?? "assigned";
  return { kind: "directoryRoleAssignment", id: roleAssignmentOriginId ?? id, name };
}

/** A role may be held over an administrative unit or an application only. */
function hopOf({ directoryScopeId, appScopeId }: RoleHolding, hop: ObjectRef): ObjectRef {
  const scopes = [directoryScopeId, appScopeId].filter((scope) => scope !== null && scope !== "/");
  return scopes.length === 0 ? hop : { ...hop, name: `${hop.name} over ${scopes.join(" and ")}` };
}

function keyOf({ principalId, roleDefinitionId, directoryScopeId, appScopeId }: RoleHolding): string {
  return `${principalId} ${roleDefinitionId} ${directoryScopeId ?? ""} ${appScopeId ?? ""}`;
}
