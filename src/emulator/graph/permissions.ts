/**
 * The application permissions that suffice for each call, least first, from microsoftgraph/microsoft-graph-devx-content,
 * permissions/new/permissions.json (2026-08).
 */
export const permissions = {
  organization: [
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    "User.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  users: ["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  signInActivity: ["AuditLog.Read.All"],
  groups: [
    "Group.ReadBasic.All",
    "GroupMember.Read.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "GroupMember.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  groupMembers: [
    "GroupMember.ReadBasic.All",
    "GroupMember.Read.All",
    "GroupMember.ReadWrite.All",
    "Group.ReadBasic.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  groupOwners: [
    "GroupMember.Read.All",
    "GroupMember.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  applications: [
    "Application.Read.All",
    "Application.ReadWrite.OwnedBy",
    "Application.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  governance: ["EntitlementManagement.Read.All", "EntitlementManagement.ReadWrite.All"],
  changeGovernance: ["EntitlementManagement.ReadWrite.All"],
  changeGroupMembers: ["GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"],
  changeAppRoles: ["AppRoleAssignment.ReadWrite.All", "Application.ReadWrite.All"],
} as const satisfies Record<string, readonly string[]>;
