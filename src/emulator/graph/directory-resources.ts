import type { Entity, EntityType } from "../odata/entity.ts";
import type { Group, ServicePrincipal } from "../tenant/directory.ts";
import { type TenantIndex, transitiveMembersOf } from "../tenant/tenant-index.ts";
import {
  appRoleAssignmentEntity,
  deletedGroupEntity,
  deletedUserEntity,
  directoryObjectEntity,
  groupEntity,
  groupPeopleEntities,
  managerEntity,
  organizationEntity,
  servicePrincipalEntity,
  subscribedSkuEntity,
  userEntity,
} from "./directory-entities.ts";
import * as types from "./directory-types.ts";
import { permissions } from "./permissions.ts";
import { type Collection, directoryPages, type Ids, known, type Reading, type Resource } from "./resource.ts";

export const directoryResources: readonly Resource[] = [
  many("/organization", permissions.organization, types.organizationType, ({ tenant }) => [
    organizationEntity(tenant.organization),
  ]),
  many("/subscribedSkus", permissions.subscribedSkus, types.subscribedSkuType, ({ tenant }) =>
    tenant.subscribedSkus.map(subscribedSkuEntity),
  ),
  many("/users", permissions.users, types.userType, (index) =>
    index.tenant.users.values().map((user) => userEntity(user, index)),
  ),
  one("/users/{id}", permissions.users, types.userType, (index, [id]) =>
    userEntity(known(index.users, id, "directory"), index),
  ),
  one("/users/{id}/manager", permissions.users, types.directoryObjectType, (index, [id]) =>
    managerEntity(known(index.users, id, "directory"), index),
  ),
  many("/groups", permissions.groups, types.groupType, ({ tenant }) => tenant.groups.values().map(groupEntity)),
  one("/groups/{id}", permissions.groups, types.groupType, (index, [id]) => groupEntity(groupIn(index, id))),
  many("/groups/{id}/members", permissions.groupMembers, types.directoryObjectType, (index, [id]) =>
    groupPeopleEntities(groupIn(index, id).members, index),
  ),
  many("/groups/{id}/transitiveMembers", permissions.groupMembers, types.directoryObjectType, (index, [id]) =>
    groupPeopleEntities(transitiveMembersOf(groupIn(index, id), index.groups), index),
  ),
  {
    ...many(
      "/groups/{id}/transitiveMembers/microsoft.graph.user",
      permissions.groupMembers,
      types.userType,
      usersWithin,
    ),
    isCast: true,
  },
  {
    ...many(
      "/groups/{id}/transitiveMembers/microsoft.graph.group",
      permissions.groupMembers,
      types.groupType,
      groupsWithin,
    ),
    isCast: true,
  },
  many("/groups/{id}/owners", permissions.groupOwners, types.directoryObjectType, (index, [id]) =>
    groupPeopleEntities(groupIn(index, id).owners, index),
  ),
  many("/servicePrincipals", permissions.applications, types.servicePrincipalType, ({ tenant }) =>
    tenant.servicePrincipals.values().map(servicePrincipalEntity),
  ),
  one("/servicePrincipals/{id}", permissions.applications, types.servicePrincipalType, (index, [id]) =>
    servicePrincipalEntity(applicationIn(index, id)),
  ),
  many("/servicePrincipals/{id}/owners", permissions.applications, types.directoryObjectType, (index, [id]) =>
    applicationIn(index, id).owners.flatMap((owner) => directoryObjectEntity(owner, index) ?? []),
  ),
  ...(["appRoleAssignedTo", "appRoleAssignments"] as const).map((relation) =>
    many(`/servicePrincipals/{id}/${relation}`, permissions.applications, types.appRoleAssignmentType, (index, [id]) =>
      appRolesAt(relation, applicationIn(index, id), index),
    ),
  ),
  many("/directory/deletedItems/microsoft.graph.user", permissions.deletedUsers, types.deletedUserType, ({ tenant }) =>
    tenant.deletedUsers.map(deletedUserEntity),
  ),
  many(
    "/directory/deletedItems/microsoft.graph.group",
    permissions.deletedGroups,
    types.deletedGroupType,
    ({ tenant }) => tenant.deletedGroups.map(deletedGroupEntity),
  ),
];

/** The roles of an application that others have, or the roles of others that it has. */
function appRolesAt(
  relation: "appRoleAssignedTo" | "appRoleAssignments",
  { id }: ServicePrincipal,
  index: TenantIndex,
): readonly Entity[] {
  const end = relation === "appRoleAssignedTo" ? "resourceId" : "principalId";
  return index.tenant.appRoleAssignments
    .filter((assignment) => assignment[end] === id)
    .map((assignment) => appRoleAssignmentEntity(assignment, index));
}

/** The users among a group's transitive members. */
function usersWithin(index: TenantIndex, [id]: Ids): readonly Entity[] {
  const members = transitiveMembersOf(groupIn(index, id), index.groups);
  return members.flatMap((member) => {
    const user = index.users.get(member);
    return user === undefined ? [] : [userEntity(user, index)];
  });
}

/** The groups among a group's transitive members. */
function groupsWithin(index: TenantIndex, [id]: Ids): readonly Entity[] {
  const members = transitiveMembersOf(groupIn(index, id), index.groups);
  return members.flatMap((member) => {
    const group = index.groups.get(member);
    return group === undefined ? [] : [groupEntity(group)];
  });
}

function groupIn({ groups }: TenantIndex, id: string | undefined): Group {
  return known(groups, id, "directory");
}

function applicationIn({ servicePrincipals }: TenantIndex, id: string | undefined): ServicePrincipal {
  return known(servicePrincipals, id, "directory");
}

function many(
  template: string,
  needed: readonly string[],
  type: EntityType,
  list: (reading: Reading, ids: Ids) => Iterable<Entity>,
): Collection {
  return { template, kind: "collection", permissions: needed, type, pageSize: directoryPages, list };
}

function one(
  template: string,
  needed: readonly string[],
  type: EntityType,
  find: (reading: Reading, ids: Ids) => Entity,
): Resource {
  return { template, kind: "single", permissions: needed, type, find };
}
