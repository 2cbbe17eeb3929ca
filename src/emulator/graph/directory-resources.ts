import { type TenantIndex, transitiveMembersOf } from "../tenant/tenant-index.ts";
import type { Group } from "../tenant/directory.ts";
import {
  appRoleAssignmentEntity,
  directoryObjectEntities,
  groupEntity,
  organizationEntity,
  servicePrincipalEntity,
  userEntity,
} from "./directory-entities.ts";
import {
  appRoleAssignmentType,
  directoryObjectType,
  groupType,
  organizationType,
  servicePrincipalType,
  userType,
} from "./directory-types.ts";
import { permissions } from "./permissions.ts";
import { directoryPages as pageSize, known, type Resource } from "./resource.ts";

export const directoryResources: readonly Resource[] = [
  {
    template: "/organization",
    kind: "collection",
    permissions: permissions.organization,
    type: organizationType,
    pageSize,
    list: ({ tenant }) => [organizationEntity(tenant.organization)],
  },
  {
    template: "/users",
    kind: "collection",
    permissions: permissions.users,
    type: userType,
    pageSize,
    list: ({ tenant }) => tenant.users.values().map(userEntity),
  },
  {
    template: "/users/{id}",
    kind: "single",
    permissions: permissions.users,
    type: userType,
    find: ({ users }, [id]) => userEntity(known(users, id, "directory")),
  },
  {
    template: "/groups",
    kind: "collection",
    permissions: permissions.groups,
    type: groupType,
    pageSize,
    list: ({ tenant }) => tenant.groups.values().map(groupEntity),
  },
  {
    template: "/groups/{id}",
    kind: "single",
    permissions: permissions.groups,
    type: groupType,
    find: (index, [id]) => groupEntity(groupIn(index, id)),
  },
  {
    template: "/groups/{id}/members",
    kind: "collection",
    permissions: permissions.groupMembers,
    type: directoryObjectType,
    pageSize,
    list: (index, [id]) => directoryObjectEntities(groupIn(index, id).members, index),
  },
  {
    template: "/groups/{id}/transitiveMembers",
    kind: "collection",
    permissions: permissions.groupMembers,
    type: directoryObjectType,
    pageSize,
    list: (index, [id]) => directoryObjectEntities(transitiveMembersOf(groupIn(index, id), index.groups), index),
  },
  {
    template: "/groups/{id}/owners",
    kind: "collection",
    permissions: permissions.groupOwners,
    type: directoryObjectType,
    pageSize,
    list: (index, [id]) => directoryObjectEntities(groupIn(index, id).owners, index),
  },
  {
    template: "/servicePrincipals",
    kind: "collection",
    permissions: permissions.applications,
    type: servicePrincipalType,
    pageSize,
    list: ({ tenant }) => tenant.servicePrincipals.values().map(servicePrincipalEntity),
  },
  {
    template: "/servicePrincipals/{id}",
    kind: "single",
    permissions: permissions.applications,
    type: servicePrincipalType,
    find: ({ servicePrincipals }, [id]) => servicePrincipalEntity(known(servicePrincipals, id, "directory")),
  },
  {
    template: "/servicePrincipals/{id}/appRoleAssignedTo",
    kind: "collection",
    permissions: permissions.applications,
    type: appRoleAssignmentType,
    pageSize,
    list: (index, [id]) => {
      const resource = known(index.servicePrincipals, id, "directory");
      return index.tenant.appRoleAssignments
        .filter(({ resourceId }) => resourceId === resource.id)
        .map((assignment) => appRoleAssignmentEntity(assignment, index));
    },
  },
];

function groupIn({ groups }: TenantIndex, id: string | undefined): Group {
  return known(groups, id, "directory");
}
