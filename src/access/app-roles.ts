import type { Row, SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Grant, type Granted, grantedOf } from "./granted.ts";
import type { GroupAccess } from "./group-access.ts";
import type { Principals } from "./principals.ts";

type AppRoleAssignment = SourcedRow<"appRoleAssignments">;

/**
 * Who holds app roles: those assigned, and the direct members of groups assigned. Members of groups nested in those do not
 * (https://learn.microsoft.com/graph/api/resources/approleassignment).
 */
export type AppRoles = Granted & {
  readonly assigned: (pointId: string) => readonly AppRoleAssignment[];
  readonly assignedTo: (principalId: string) => readonly AppRoleAssignment[];
  readonly servicePrincipals: readonly Row<"servicePrincipals">[];
};

export function appRolePointId(servicePrincipalId: string, appRoleId: string): string {
  return `${servicePrincipalId}/${appRoleId}`;
}

export function appRolesOf(snapshot: Snapshot, access: GroupAccess, principals: Principals): AppRoles {
  const rows = [...snapshot.rows("appRoleAssignments")];
  const byPoint = Map.groupBy(rows, ({ resourceId, appRoleId }) => appRolePointId(resourceId, appRoleId));
  const byPrincipal = Map.groupBy(rows, ({ principalId }) => principalId);
  const assigned = (pointId: string): readonly AppRoleAssignment[] => byPoint.get(pointId) ?? [];
  return {
    ...grantedOf((pointId) => assigned(pointId).map(grantBy), "direct", access, principals),
    assigned,
    assignedTo: (principalId) => byPrincipal.get(principalId) ?? [],
    servicePrincipals: [...snapshot.rows("servicePrincipals")],
  };
}

function grantBy({ id, principalId, principalType, createdDateTime, evidence }: AppRoleAssignment): Grant {
  return {
    principalId,
    toGroup: principalType.toLowerCase() === "group",
    membership: "active",
    span: { from: createdDateTime, until: null },
    hop: { kind: "appRoleAssignment", id, name: "app role assignment" },
    evidence,
  };
}
