import type { Principal } from "../../domain/access.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccessModel } from "../access-model.ts";
import { administratorAt, type Power, type Scope } from "./power.ts";

/** What application permissions of Microsoft Graph give access to (https://learn.microsoft.com/graph/permissions-reference). */
const byPermission: ReadonlyMap<string, readonly Scope[]> = new Map(
  Object.entries({
    "Group.ReadWrite.All": [{ kind: "groups" }],
    "GroupMember.ReadWrite.All": [{ kind: "groups" }],
    "Directory.ReadWrite.All": [{ kind: "groups" }],
    "PrivilegedAccess.ReadWrite.AzureADGroup": [{ kind: "groups" }],
    "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup": [{ kind: "groups" }],
    "AppRoleAssignment.ReadWrite.All": [{ kind: "everything" }],
    "RoleManagement.ReadWrite.Directory": [{ kind: "everything" }],
    "RoleAssignmentSchedule.ReadWrite.Directory": [{ kind: "everything" }],
    "EntitlementManagement.ReadWrite.All": [{ kind: "packages" }],
    "Application.ReadWrite.All": [{ kind: "applications" }],
  } as const),
);

const microsoftGraph = "00000003-0000-0000-c000-000000000000";

/** An application with permissions of Microsoft Graph, and who owns it. */
export type PermittedApplication = {
  readonly principal: Principal;
  readonly application: Row<"servicePrincipals">;
  readonly permissions: readonly {
    readonly pointId: string;
    readonly name: string;
    readonly evidence: EvidenceRef;
  }[];
  readonly owners: readonly { readonly principal: Principal; readonly evidence: EvidenceRef }[];
};

export type PermittedApplications = {
  readonly applications: readonly PermittedApplication[];
  readonly unknown: readonly string[];
};

export function permittedApplicationsOf(snapshot: Snapshot, model: AccessModel): PermittedApplications {
  const rows = new Map(model.appRoles.servicePrincipals.map((row) => [row.id, row]));
  const graphs = model.appRoles.servicePrincipals.filter(({ appId }) => appId?.toLowerCase() === microsoftGraph);
  const names = new Map(graphs.flatMap(({ id, appRoles }) => appRoles.map((role) => [`${id}/${role.id}`, role.value])));
  const unknown: string[] = [];
  const held = [...snapshot.rows("appRoleAssignments")].flatMap((row) => {
    if (!graphs.some(({ id }) => id === row.resourceId) || row.principalType.toLowerCase() !== "serviceprincipal")
      return [];
    const pointId = `${row.resourceId}/${row.appRoleId}`;
    const name = names.get(pointId) ?? null;
    if (name === null)
      unknown.push(`${row.principalDisplayName} has the permission ${row.appRoleId}, whose name is not told`);
    return name === null ? [] : [{ row, pointId, name, evidence: row.evidence }];
  });
  const owners = Map.groupBy(snapshot.rows("servicePrincipalOwners"), ({ servicePrincipalId }) => servicePrincipalId);
  const applications = [...Map.groupBy(held, ({ row }) => row.principalId).entries()].flatMap(([id, permissions]) => {
    const application = rows.get(id);
    if (application === undefined)
      unknown.push(`${permissions[0]?.row.principalDisplayName ?? id} is not among the applications that were read`);
    return application === undefined
      ? []
      : [
          {
            application,
            principal: administratorAt(model.principals, id, application.displayName, "servicePrincipal"),
            permissions,
            owners: (owners.get(id) ?? []).map(({ ownerId, ownerName, ownerType, evidence }) => ({
              principal: administratorAt(model.principals, ownerId, ownerName, ownerType),
              evidence,
            })),
          },
        ];
  });
  return { applications, unknown };
}

/** What applications can give access to by their permissions. */
export function permissionPowers({ applications }: PermittedApplications): readonly Power[] {
  return applications.flatMap(({ principal, permissions }) =>
    permissions.flatMap(({ name, evidence }) =>
      (byPermission.get(name) ?? []).map((scope) => ({
        holderId: principal.id,
        scope,
        membership: "active" as const,
        hops: [`${name} of "${principal.displayName}"`],
        evidence: [evidence],
      })),
    ),
  );
}

/** What owners of any application can do: give its roles, and speak for it. */
export function applicationOwnerPowers(snapshot: Snapshot, { appRoles }: AccessModel): readonly Power[] {
  const names = new Map(appRoles.servicePrincipals.map(({ id, displayName }) => [id, displayName]));
  return [...snapshot.rows("servicePrincipalOwners")].map(({ servicePrincipalId: id, ownerId, evidence }) => ({
    holderId: ownerId,
    scope: { kind: "application", id },
    membership: "active",
    hops: [`owner of application "${names.get(id) ?? id}"`],
    evidence: [evidence],
  }));
}
