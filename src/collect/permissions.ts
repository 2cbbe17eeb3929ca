import { type SectionName, sectionNames } from "../domain/sections.ts";
import { directoryAuditsPermissions } from "../logs/directory-audits.ts";
import { collectors } from "./collectors/index.ts";

const roleManagement = [
  "RoleManagement.Read.Directory",
  "RoleManagement.Read.All",
  "RoleManagement.ReadWrite.Directory",
];

/**
 * Permissions that include another (https://learn.microsoft.com/graph/permissions-reference); a token with the broader one
 * needs not have the narrower.
 */
const broader: Readonly<Record<string, readonly string[]>> = {
  "Organization.Read.All": ["Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  "User.Read.All": ["User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  "GroupMember.Read.All": [
    "GroupMember.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  "Group.Read.All": ["Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  "Application.Read.All": ["Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  "EntitlementManagement.Read.All": ["EntitlementManagement.ReadWrite.All"],
  "RoleManagement.Read.Directory": [
    "RoleManagement.Read.All",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  "RoleAssignmentSchedule.Read.Directory": ["RoleAssignmentSchedule.ReadWrite.Directory", ...roleManagement],
  "RoleEligibilitySchedule.Read.Directory": ["RoleEligibilitySchedule.ReadWrite.Directory", ...roleManagement],
  "PrivilegedAssignmentSchedule.Read.AzureADGroup": ["PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup"],
  "PrivilegedEligibilitySchedule.Read.AzureADGroup": ["PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"],
  "AccessReview.Read.All": ["AccessReview.ReadWrite.All"],
};

/** A permission that collecting needs, and the sections it unlocks. */
export type PermissionNeed = { readonly permission: string; readonly sections: readonly SectionName[] };

/** Every least permission that collecting takes, in alphabetical order; `ofTrail` are those of the audit trail, Graph's own unless told. */
export function permissionNeeds(ofTrail = directoryAuditsPermissions): readonly PermissionNeed[] {
  const permissionsOf = (section: SectionName): readonly string[] =>
    section === "auditEvents" ? ofTrail : collectors[section].permissions;
  const needs = Map.groupBy(
    sectionNames.flatMap((section) => permissionsOf(section).map((permission) => ({ section, permission }))),
    ({ permission }) => permission,
  );
  return [...needs]
    .map(([permission, uses]) => ({ permission, sections: uses.map(({ section }) => section) }))
    .sort((a, b) => (a.permission < b.permission ? -1 : 1));
}

export function isGranted(permission: string, granted: readonly string[]): boolean {
  return granted.includes(permission) || (broader[permission] ?? []).some((other) => granted.includes(other));
}
