import type { Change } from "./graph/live-tenant.ts";
import type { AppRoleAssignment, Group, User } from "./tenant/directory.ts";
import type { Assignment } from "./tenant/governance.ts";
import type { Tenant } from "./tenant.ts";

export function addUser(user: User): Change {
  return (tenant) => ({ ...tenant, users: [...tenant.users, user] });
}

export function updateUser(id: string, properties: Partial<Omit<User, "id">>): Change {
  return (tenant) => ({
    ...tenant,
    users: tenant.users.map((user) => (user.id === id ? { ...user, ...properties } : user)),
  });
}

/** Moves a user to the deleted items, and out of everything but entitlement management's assignments. */
export function deleteUser(id: string): Change {
  return (tenant, now) => {
    const deleted = tenant.users.filter((user) => user.id === id);
    const deletedDateTime = now.toISOString();
    return {
      ...withoutPrincipal(tenant, id),
      deletedUsers: [...tenant.deletedUsers, ...deleted.map((user) => ({ ...user, deletedDateTime }))],
    };
  };
}

/** Removes a user for good, from the deleted items too. */
export function purgeUser(id: string): Change {
  return (tenant) => ({
    ...withoutPrincipal(tenant, id),
    deletedUsers: tenant.deletedUsers.filter((user) => user.id !== id),
  });
}

export function addGroup(group: Group): Change {
  return (tenant) => ({ ...tenant, groups: [...tenant.groups, group] });
}

/** Removes a group, for good unless it is a Microsoft 365 group: only those go to the deleted items. */
export function deleteGroup(id: string): Change {
  return (tenant, now) => {
    const restorable = tenant.groups.filter((group) => group.id === id && group.groupTypes.includes("Unified"));
    const deletedDateTime = now.toISOString();
    return {
      ...withoutPrincipal(tenant, id),
      deletedGroups: [...tenant.deletedGroups, ...restorable.map((group) => ({ ...group, deletedDateTime }))],
    };
  };
}

export function addMember(groupId: string, memberId: string): Change {
  return withMembers(groupId, (members) => [...members, memberId]);
}

export function removeMember(groupId: string, memberId: string): Change {
  return withMembers(groupId, (members) => members.filter((id) => id !== memberId));
}

export function addAppRoleAssignment(assignment: AppRoleAssignment): Change {
  return (tenant) => ({ ...tenant, appRoleAssignments: [...tenant.appRoleAssignments, assignment] });
}

export function removeAppRoleAssignment(assignmentId: string): Change {
  return (tenant) => ({
    ...tenant,
    appRoleAssignments: tenant.appRoleAssignments.filter(({ id }) => id !== assignmentId),
  });
}

export function addAssignment(assignment: Assignment): Change {
  return (tenant) => ({ ...tenant, assignments: [...tenant.assignments, assignment] });
}

/** Takes an assignment out of the list; what it gave stays given. */
export function removeAssignment(assignmentId: string): Change {
  return (tenant) => ({ ...tenant, assignments: tenant.assignments.filter(({ id }) => id !== assignmentId) });
}

function withMembers(groupId: string, change: (members: readonly string[]) => readonly string[]): Change {
  return (tenant) => ({
    ...tenant,
    groups: tenant.groups.map((group) => (group.id === groupId ? { ...group, members: change(group.members) } : group)),
  });
}

function withoutPrincipal(tenant: Tenant, gone: string): Tenant {
  const without = (ids: readonly string[]): readonly string[] =>
    ids.includes(gone) ? ids.filter((id) => id !== gone) : ids;
  return {
    ...tenant,
    users: tenant.users
      .filter(({ id }) => id !== gone)
      .map((user) => (user.managerId === gone ? { ...user, managerId: null } : user)),
    groups: tenant.groups
      .filter(({ id }) => id !== gone)
      .map((group) => ({ ...group, members: without(group.members), owners: without(group.owners) })),
    appRoleAssignments: tenant.appRoleAssignments.filter(({ principalId }) => principalId !== gone),
    directoryRoleAssignments: tenant.directoryRoleAssignments.filter(({ principalId }) => principalId !== gone),
    directoryRoleEligibilities: tenant.directoryRoleEligibilities.filter(({ principalId }) => principalId !== gone),
    groupAssignments: tenant.groupAssignments.filter(
      ({ principalId, groupId }) => ![principalId, groupId].includes(gone),
    ),
    groupEligibilities: tenant.groupEligibilities.filter(
      ({ principalId, groupId }) => ![principalId, groupId].includes(gone),
    ),
    governanceRoleAssignments: tenant.governanceRoleAssignments.filter(({ principalId }) => principalId !== gone),
  };
}
