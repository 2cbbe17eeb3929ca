import type { AccessPoint, Holding, ObjectRef } from "../domain/access.ts";
import type { Row, SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { GroupGraph } from "./group-graph.ts";
import type { Principals } from "./principals.ts";
import { sortedNumbers, union } from "./sorted-numbers.ts";

type AppRoleAssignment = SourcedRow<"appRoleAssignments">;

/**
 * Who holds app roles: those assigned, and the direct members of groups assigned. Members of groups nested in those do not
 * (https://learn.microsoft.com/graph/api/resources/approleassignment).
 */
export type AppRoles = {
  readonly assigned: (pointId: string) => readonly AppRoleAssignment[];
  readonly assignedTo: (principalId: string) => readonly AppRoleAssignment[];
  /** Numbers of the principals that hold the role, ascending. */
  readonly holders: (pointId: string) => Uint32Array;
  readonly holdings: (principalId: string, point: AccessPoint) => readonly Holding[];
  readonly hasGroups: (pointId: string) => boolean;
  readonly groupsAssigned: (pointId: string) => readonly string[];
  readonly servicePrincipals: readonly Row<"servicePrincipals">[];
};

export function appRolePointId(servicePrincipalId: string, appRoleId: string): string {
  return `${servicePrincipalId}/${appRoleId}`;
}

export function appRolesOf(snapshot: Snapshot, groups: GroupGraph, principals: Principals): AppRoles {
  const rows = [...snapshot.rows("appRoleAssignments")];
  const byPoint = Map.groupBy(rows, ({ resourceId, appRoleId }) => appRolePointId(resourceId, appRoleId));
  const byPrincipal = Map.groupBy(rows, ({ principalId }) => principalId);
  const assigned = (pointId: string): readonly AppRoleAssignment[] => byPoint.get(pointId) ?? [];
  const groupsAssigned = (pointId: string): readonly string[] =>
    assigned(pointId)
      .filter(isGroup)
      .map(({ principalId }) => principalId);

  return {
    assigned,
    assignedTo: (principalId) => byPrincipal.get(principalId) ?? [],
    holders: (pointId) => {
      const own = assigned(pointId).filter((assignment) => !isGroup(assignment));
      const numbers = sortedNumbers(
        own.map(({ principalId }) => principalId),
        principals,
      );
      return union([numbers, ...groupsAssigned(pointId).map((groupId) => groups.direct(groupId))]);
    },
    holdings: (principalId, point) =>
      assigned(point.id).flatMap((assignment) => holdingsBy(assignment, principalId, point, groups)),
    hasGroups: (pointId) => assigned(pointId).some(isGroup),
    groupsAssigned,
    servicePrincipals: [...snapshot.rows("servicePrincipals")],
  };
}

export function isGroup({ principalType }: Row<"appRoleAssignments">): boolean {
  return principalType.toLowerCase() === "group";
}

function holdingsBy(
  assignment: AppRoleAssignment,
  principalId: string,
  { kind, id, name }: AccessPoint,
  groups: GroupGraph,
): readonly Holding[] {
  const point = { kind, id, name };
  const by = (hops: readonly ObjectRef[], evidence: readonly string[]): Holding => ({
    accessPoint: point,
    membership: "active",
    path: [...hops, { kind: "appRoleAssignment", id: assignment.id, name: "app role assignment" }, point],
    from: assignment.createdDateTime,
    until: null,
    evidence: [...evidence, assignment.evidence],
  });

  if (!isGroup(assignment)) return assignment.principalId === principalId ? [by([], [])] : [];
  return groups
    .joined(principalId)
    .filter(({ groupId }) => groupId === assignment.principalId)
    .map(({ groupId, evidence }) => by([groups.ref(groupId)], [evidence]));
}
