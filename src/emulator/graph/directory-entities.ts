import type { AppRoleAssignment, Deleted, Group, Organization, ServicePrincipal, User } from "../tenant/directory.ts";
import type { SubscribedSku } from "../tenant/licences.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { Entity, EntityType } from "../odata/entity.ts";
import { known } from "./resource.ts";
import {
  appRoleAssignmentType,
  deletedGroupType,
  deletedUserType,
  groupType,
  organizationType,
  servicePrincipalType,
  subscribedSkuType,
  userType,
} from "./directory-types.ts";

export function organizationEntity(organization: Organization): Entity {
  return plain(organizationType, organization);
}

export function userEntity(user: User, index: TenantIndex): Entity {
  return {
    ...plain(userType, { businessPhones: [], ...user }),
    links: { manager: () => directoryObjectEntity(user.managerId ?? "", index) },
  };
}

/** Throws where the user has no manager. */
export function managerEntity({ managerId }: User, index: TenantIndex): Entity {
  const manager = known(index.users, managerId ?? "manager", "directory");
  return annotated(userEntity(manager, index));
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

export function subscribedSkuEntity(sku: SubscribedSku): Entity {
  return plain(subscribedSkuType, sku);
}

export function deletedUserEntity(user: Deleted<User>): Entity {
  return plain(deletedUserType, { businessPhones: [], ...user });
}

export function deletedGroupEntity(group: Deleted<Group>): Entity {
  return plain(deletedGroupType, group);
}

/**
 * The objects behind some ids, each with its kind. Service principals are left out, as v1.0 leaves them out of members
 * and owners of a group (https://learn.microsoft.com/graph/api/group-list-members, known issue).
 */
export function* groupPeopleEntities(ids: Iterable<string>, index: TenantIndex): Iterable<Entity> {
  for (const id of ids) {
    if (index.servicePrincipals.has(id)) continue;
    const entity = directoryObjectEntity(id, index);
    if (entity !== null) yield entity;
  }
}

/** Whatever has that id, with its kind. */
export function directoryObjectEntity(id: string, index: TenantIndex): Entity | null {
  const found = index.directoryObjects.get(id);
  if (found === undefined) return null;
  if (found.kind === "user") return annotated(userEntity(found.object, index));
  return annotated(found.kind === "group" ? groupEntity(found.object) : servicePrincipalEntity(found.object));
}

/** An object in a collection of more than one kind. */
export function annotated(entity: Entity): Entity {
  return { ...entity, annotation: `#microsoft.graph.${entity.type.name}` };
}

function plain(type: EntityType, values: Entity["values"]): Entity {
  return { type, annotation: null, values, links: {} };
}
