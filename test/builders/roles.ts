import type { Row } from "../../src/snapshot/sections.ts";
import type { TenantBuilder } from "./tenant.ts";

export const catalogRoles = {
  owner: "ae79f266-94d4-4dab-b730-feca7e132178",
  packageManager: "7f480852-ebdc-47d4-87de-0d8498384a83",
  assignmentManager: "e2182095-804a-4656-ae11-64734e9b7ae5",
  reader: "44272f93-9762-48e8-af59-1b5351b1d6b3",
  creator: "ba92d953-d8e0-4e39-a797-0cbedb0a89e8",
} as const;

export const directoryRoles = {
  globalAdministrator: "62e90394-69f5-4237-9190-012177145e10",
  governanceAdministrator: "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",
  globalReader: "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
} as const;

type DirectoryRole = keyof typeof directoryRoles;

/** Gives a role over one catalog, or over all of them where that is null. */
export function delegate(
  tenant: TenantBuilder,
  principalId: string,
  role: keyof typeof catalogRoles,
  catalogId: string | null,
  more: Partial<Row<"entitlementRoleAssignments">> = {},
): TenantBuilder {
  return tenant.row("entitlementRoleAssignments", {
    id: `${principalId}-${role}-${catalogId}`,
    roleDefinitionId: catalogRoles[role],
    principalId,
    principalType: "user",
    principalName: principalId,
    appScopeId: catalogId === null ? "/" : `/AccessPackageCatalog/${catalogId}`,
    ...more,
  });
}

/** Tells what the catalog and directory roles are called: each as its key here. */
export function withRoles(tenant: TenantBuilder): TenantBuilder {
  for (const [displayName, id] of Object.entries(catalogRoles)) {
    const role = { id, displayName, isBuiltIn: true, isEnabled: true, templateId: id, allowedResourceActions: [] };
    tenant.row("entitlementRoleDefinitions", role);
  }
  for (const [displayName, id] of Object.entries(directoryRoles)) {
    const role = { id, displayName, isBuiltIn: true, isEnabled: true, templateId: id, rolePermissions: null };
    tenant.row("directoryRoleDefinitions", role);
  }
  return tenant;
}

export function administrator(tenant: TenantBuilder, principalId: string, role: DirectoryRole): TenantBuilder {
  return tenant.row("directoryRoleAssignments", roleHolding(principalId, role));
}

export function eligibleAdministrator(
  tenant: TenantBuilder,
  principalId: string,
  role: DirectoryRole,
  term: Partial<Row<"directoryRoleEligibilities">> = {},
): TenantBuilder {
  return tenant.row("directoryRoleEligibilities", { ...roleHolding(principalId, role), ...sinceEver, ...term });
}

/** Says of an assignment whether it stands (`Assigned`) or was activated for a while (`Activated`). */
export function roleSchedule(
  tenant: TenantBuilder,
  principalId: string,
  role: DirectoryRole,
  assignmentType: string,
): TenantBuilder {
  const more = { ...sinceEver, assignmentType, roleAssignmentOriginId: null };
  return tenant.row("directoryRoleAssignmentSchedules", { ...roleHolding(principalId, role), ...more });
}

export function eligibleMember(
  tenant: TenantBuilder,
  principalId: string,
  groupId: string,
  more: Partial<Row<"groupEligibilities">> = {},
): TenantBuilder {
  const id = `${groupId}-${principalId}`;
  return tenant.row("groupEligibilities", { id, groupId, principalId, accessId: "member", ...sinceEver, ...more });
}

const sinceEver = { startDateTime: null, endDateTime: null, memberType: "Direct" };

function roleHolding(principalId: string, role: DirectoryRole) {
  const roleDefinitionId = directoryRoles[role];
  return { id: `${principalId}-${role}`, roleDefinitionId, principalId, directoryScopeId: "/", appScopeId: null };
}
