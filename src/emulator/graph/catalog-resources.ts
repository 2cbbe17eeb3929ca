import type { Catalog, ResourceRoleScope } from "../tenant/governance.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { Entity } from "../odata/entity.ts";
import { resourceEntity, roleEntity, scopeEntity } from "./role-scope-entity.ts";

/** What a catalog's packages are made of: each resource once, with those of its roles that some package gives. */
export function resourcesOf({ id }: Catalog, { tenant }: TenantIndex): readonly Entity[] {
  const roleScopes = tenant.accessPackages
    .filter(({ catalogId }) => catalogId === id)
    .flatMap(({ resourceRoleScopes }) => resourceRoleScopes);
  return [...Map.groupBy(roleScopes, ({ scopeOriginId }) => scopeOriginId).values()].flatMap(entityOf);
}

function entityOf(roleScopes: readonly ResourceRoleScope[]): readonly Entity[] {
  const [first] = roleScopes;
  if (first === undefined) return [];

  const roles = new Map(roleScopes.map((roleScope) => [roleScope.roleOriginId, roleScope]));
  return [
    {
      ...resourceEntity(first),
      links: { roles: () => [...roles.values()].map(roleEntity), scopes: () => [scopeEntity(first)] },
    },
  ];
}
