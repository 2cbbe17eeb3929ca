import type { AppRoleAssignment, Group, Organization, ServicePrincipal, User } from "../tenant/directory.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { Entity, EntityType } from "../odata/entity.ts";
import {
  appRoleAssignmentType,
  groupType,
  organizationType,
  servicePrincipalType,
  userType,
} from "./directory-types.ts";

export function organizationEntity(organization: Organization): Entity {
  return plain(organizationType, organization);
}

export function userEntity(user: User): Entity {
  return plain(userType, { businessPhones: [], ...user });
}

export function groupEntity(group: Group): Entity {
  return plain(groupType, group);
}

export function servicePrincipalEntity(servicePrincipal: ServicePrincipal): Entity {
  return plain(servicePrincipalType, servicePrincipal);
}

export function appRoleAssignmentEntity(assignment: AppRoleAssignment, index: TenantIndex): Entity {
  const nameOf = (id: string): string | null => index.directoryObjects.get(id)?.object.displayName ?? null;
  return plain(appRoleAssignmentType, {
    ...assignment,
    principalDisplayName: nameOf(assignment.principalId),
    resourceDisplayName: nameOf(assignment.resourceId),
  });
}

/**
 * The objects behind some ids, each with its kind. Service principals are left out, as v1.0 leaves them out of members
 * and owners (https://learn.microsoft.com/graph/api/group-list-members, known issue).
 */
export function* directoryObjectEntities(ids: Iterable<string>, { users, groups }: TenantIndex): Iterable<Entity> {
  for (const id of ids) {
    const user = users.get(id);
    const group = groups.get(id);
    if (user !== undefined) yield annotated(userEntity(user));
    else if (group !== undefined) yield annotated(groupEntity(group));
  }
}

function annotated(entity: Entity): Entity {
  return { ...entity, annotation: `#microsoft.graph.${entity.type.name}` };
}

function plain(type: EntityType, values: Entity["values"]): Entity {
  return { type, annotation: null, values, links: {} };
}
