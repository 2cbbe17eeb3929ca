import type { ResourceRoleScope } from "../tenant/governance.ts";
import { objectId } from "../tenant/object-id.ts";
import type { Entity } from "../odata/entity.ts";
import { resourceType, roleScopeType, roleType, scopeType } from "./governance-types.ts";

/** What a package grants, read as Graph nests it: a role and a scope, each of a resource. */
export function roleScopeEntity(roleScope: ResourceRoleScope): Entity {
  const { id, createdDateTime } = roleScope;
  return {
    type: roleScopeType,
    annotation: null,
    values: { id, createdDateTime },
    links: { role: () => roleEntity(roleScope), scope: () => scopeEntity(roleScope) },
  };
}

export function roleEntity(roleScope: ResourceRoleScope): Entity {
  const { id, roleName, roleOriginId, originSystem } = roleScope;
  const [roleId] = id.split("_");
  const values = { id: roleId, displayName: roleName, description: roleName, originId: roleOriginId, originSystem };
  return { type: roleType, annotation: null, values, links: { resource: () => resourceEntity(roleScope) } };
}

export function scopeEntity(roleScope: ResourceRoleScope): Entity {
  const { id, scopeName, scopeOriginId, originSystem } = roleScope;
  const [, scopeId] = id.split("_");
  const values = {
    id: scopeId,
    displayName: scopeName,
    description: "Root Scope",
    originId: scopeOriginId,
    originSystem,
    isRootScope: true,
  };
  return { type: scopeType, annotation: null, values, links: { resource: () => resourceEntity(roleScope) } };
}

export function resourceEntity({
  createdDateTime,
  resourceName,
  scopeOriginId,
  originSystem,
}: ResourceRoleScope): Entity {
  const values = {
    id: objectId(originSystem, "resource", scopeOriginId),
    createdDateTime,
    displayName: resourceName,
    description: resourceName,
    originId: scopeOriginId,
    originSystem,
  };
  return { type: resourceType, annotation: null, values, links: {} };
}
