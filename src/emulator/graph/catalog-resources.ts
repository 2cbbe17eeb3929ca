import type { Catalog, ResourceRoleScope } from "../tenant/governance.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { Entity } from "../odata/entity.ts";
import { resourceEntity, roleEntity, scopeEntity } from "./role-scope-entity.ts";

/** What a catalog's packages are made of: each resource once, with those of its roles that some package gives. */
export function resourcesOf(catalog: Catalog, index: TenantIndex): readonly Entity[] {
  return grantedIn(catalog, index).flatMap((roleScopes) => {
    const [first] = roleScopes;
    if (first === undefined) return [];
    const links = { roles: () => roleScopes.map(roleEntity), scopes: () => [scopeEntity(first)] };
    return [{ ...resourceEntity(first), links }];
  });
}

/** Those roles, of all resources. */
export function rolesOf(catalog: Catalog, index: TenantIndex): readonly Entity[] {
  return grantedIn(catalog, index).flat().map(roleEntity);
}

/** What the packages of a catalog give, resource by resource, each role once. */
function grantedIn({ id }: Catalog, { tenant }: TenantIndex): readonly (readonly ResourceRoleScope[])[] {
  const roleScopes = tenant.accessPackages
    .filter(({ catalogId }) => catalogId === id)
    .flatMap(({ resourceRoleScopes }) => resourceRoleScopes);
  return [...Map.groupBy(roleScopes, ({ scopeOriginId }) => scopeOriginId).values()].map((ofResource) => [
    ...new Map(ofResource.map((roleScope) => [roleScope.roleOriginId, roleScope])).values(),
  ]);
}
