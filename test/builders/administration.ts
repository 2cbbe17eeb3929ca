import type { Row } from "../../src/snapshot/sections.ts";
import type { TenantBuilder } from "./tenant.ts";

export const roles = {
  global: "62e90394-69f5-4237-9190-012177145e10",
  governance: "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",
  groups: "fdd7a751-b60b-444a-984c-02652fe8fa1c",
  exchange: "29232cdf-9323-42fd-ade2-1d097af3e4de",
  applications: "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
  reader: "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
} as const;

const roleRow = (name: string, id: string, more: Partial<Row<"directoryRoleDefinitions">> = {}) => ({
  id,
  displayName: `${name} role`,
  templateId: id,
  isBuiltIn: true,
  isEnabled: true,
  rolePermissions: null,
  ...more,
});

/** Every directory role of the table above, and one role of the tenant's own. */
export function withRoles(tenant: TenantBuilder, own: Partial<Row<"directoryRoleDefinitions">> = {}): TenantBuilder {
  for (const [name, id] of Object.entries(roles)) tenant.row("directoryRoleDefinitions", roleRow(name, id));
  return tenant.row("directoryRoleDefinitions", roleRow("own", "own", { isBuiltIn: false, templateId: null, ...own }));
}

export function holdsRole(
  tenant: TenantBuilder,
  principalId: string,
  roleDefinitionId: string,
  directoryScopeId: string | null = "/",
): TenantBuilder {
  const id = `${principalId}-${roleDefinitionId}`;
  return tenant.row("directoryRoleAssignments", {
    id,
    principalId,
    roleDefinitionId,
    directoryScopeId,
    appScopeId: null,
  });
}

const always = { startDateTime: null, endDateTime: null, memberType: null };

export function mayActivate(
  tenant: TenantBuilder,
  principalId: string,
  roleDefinitionId: string,
  term: Partial<typeof always> | { readonly endDateTime: string } | { readonly startDateTime: string } = {},
): TenantBuilder {
  const id = `${principalId}-${roleDefinitionId}-e`;
  const row = { id, principalId, roleDefinitionId, directoryScopeId: "/", appScopeId: null, ...always, ...term };
  return tenant.row("directoryRoleEligibilities", row);
}

export function mayJoin(
  tenant: TenantBuilder,
  principalId: string,
  groupId: string,
  accessId: "member" | "owner" = "member",
): TenantBuilder {
  const id = `${groupId}_${accessId}_${principalId}`;
  return tenant.row("groupEligibilities", { id, groupId, principalId, accessId, ...always });
}

/** A role of entitlement management, by its template. */
export function delegates(
  tenant: TenantBuilder,
  principalId: string,
  roleDefinitionId: string,
  appScopeId: string | null,
): TenantBuilder {
  const principal = { principalId, principalType: "user", principalName: principalId };
  return tenant
    .row("entitlementRoleDefinitions", {
      id: roleDefinitionId,
      displayName: "Delegate",
      isBuiltIn: true,
      isEnabled: true,
      templateId: roleDefinitionId,
      allowedResourceActions: [],
    })
    .row("entitlementRoleAssignments", {
      id: `${principalId}-${appScopeId}`,
      roleDefinitionId,
      appScopeId,
      ...principal,
    });
}

export const catalogOwner = "ae79f266-94d4-4dab-b730-feca7e132178";
export const catalogReader = "44272f93-9762-48e8-af59-1b5351b1d6b3";

/** Microsoft Graph, with application permissions by name. */
export function withGraph(tenant: TenantBuilder, ...permissions: readonly string[]): TenantBuilder {
  return tenant.row("servicePrincipals", {
    id: "graph",
    appId: "00000003-0000-0000-c000-000000000000",
    appOwnerOrganizationId: "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
    displayName: "Microsoft Graph",
    servicePrincipalType: "Application",
    accountEnabled: true,
    appRoles: permissions.map((value) => ({ id: value, value, displayName: value, isEnabled: true })),
  });
}

export function application(
  tenant: TenantBuilder,
  id: string,
  more: Partial<Row<"servicePrincipals">> = {},
): TenantBuilder {
  return tenant.row("servicePrincipals", {
    id,
    appId: `${id}-app`,
    appOwnerOrganizationId: "bank",
    displayName: id,
    servicePrincipalType: "Application",
    accountEnabled: true,
    appRoles: [],
    ...more,
  });
}

export function ownsApplication(tenant: TenantBuilder, servicePrincipalId: string, ownerId: string): TenantBuilder {
  return tenant.row("servicePrincipalOwners", { servicePrincipalId, ownerId, ownerType: "user", ownerName: ownerId });
}
