/** A role that is the same in every tenant: its id is its template's. */
export type RoleDefinition = {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly allowedResourceActions: readonly string[];
};

/**
 * Some of Entra's directory roles, with one of the actions that each allows.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export const directoryRoles = {
  "Global Administrator": role("62e90394-69f5-4237-9190-012177145e10", "microsoft.directory/users/allTasks"),
  "Privileged Role Administrator": role(
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "microsoft.directory/roleAssignments/allProperties/allTasks",
  ),
  "Identity Governance Administrator": role(
    "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",
    "microsoft.directory/entitlementManagement/allProperties/allTasks",
  ),
  "User Administrator": role("fe930be7-5e62-47db-91af-98c3a49a38b1", "microsoft.directory/users/basic/update"),
  "Groups Administrator": role("fdd7a751-b60b-444a-984c-02652fe8fa1c", "microsoft.directory/groups/members/update"),
  "Application Administrator": role(
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "microsoft.directory/servicePrincipals/appRoleAssignedTo/update",
  ),
  "Global Reader": role("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "microsoft.directory/users/allProperties/read"),
} as const;

export type DirectoryRoleName = keyof typeof directoryRoles;

/** The roles within entitlement management, as the API names them (rbacapplication-list-roledefinitions). */
export const governanceRoles = {
  "Catalog owner": role("ae79f266-94d4-4dab-b730-feca7e132178", "microsoft.entitlementManagement/allEntities/allTasks"),
  "Catalog reader": role("44272f93-9762-48e8-af59-1b5351b1d6b3", "microsoft.entitlementManagement/allEntities/Read"),
  "AccessPackages manager": role(
    "7f480852-ebdc-47d4-87de-0d8498384a83",
    "microsoft.entitlementManagement/AccessPackageCatalog/AccessPackage/allTasks",
    "microsoft.entitlementManagement/AccessPackageCatalog/allEntities/Read",
  ),
  "AccessPackage assignment manager": role(
    "e2182095-804a-4656-ae11-64734e9b7ae5",
    "microsoft.entitlementManagement/AccessPackageCatalog/AccessPackage/GrantRequests/allTasks",
    "microsoft.entitlementManagement/AccessPackageCatalog/AccessPackage/Grants/allTasks",
    "microsoft.entitlementManagement/AccessPackageCatalog/allEntities/Read",
  ),
  "Catalog creator": role(
    "ba92d953-d8e0-4e39-a797-0cbedb0a89e8",
    "microsoft.entitlementManagement/AccessPackageCatalog/Create",
  ),
} as const;

export type GovernanceRoleName = keyof typeof governanceRoles;

/** A table of roles as a list, each with its name. */
export function definitionsIn(roles: typeof directoryRoles | typeof governanceRoles): readonly RoleDefinition[] {
  return Object.entries(roles).map(([displayName, definition]) => ({
    displayName,
    description: displayName,
    ...definition,
  }));
}

function role(id: string, ...allowedResourceActions: readonly string[]) {
  return { id, allowedResourceActions };
}
