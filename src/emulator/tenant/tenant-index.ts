import type { Tenant } from "../tenant.ts";
import type { AccessReview } from "./access-review.ts";
import type { Group, ServicePrincipal, User } from "./directory.ts";
import type { AccessPackage, Assignment, AssignmentRequest, Catalog, ConnectedOrganization } from "./governance.ts";
import type { AssignmentPolicy } from "./policy.ts";

export type DirectoryObject =
  | { readonly kind: "user"; readonly object: User }
  | { readonly kind: "group"; readonly object: Group }
  | { readonly kind: "servicePrincipal"; readonly object: ServicePrincipal };

/** Objects by id: kept in a map, or made when they are asked for. */
export type Lookup<T> = {
  readonly get: (id: string) => T | undefined;
  readonly values: () => IteratorObject<T, undefined>;
};

/** A tenant with its objects to hand by id. */
export type TenantIndex = {
  readonly tenant: Tenant;
  readonly directoryObjects: Pick<Lookup<DirectoryObject>, "get">;
  readonly users: Lookup<User>;
  readonly groups: Lookup<Group>;
  readonly servicePrincipals: ReadonlyMap<string, ServicePrincipal>;
  readonly catalogs: ReadonlyMap<string, Catalog>;
  readonly accessPackages: ReadonlyMap<string, AccessPackage>;
  readonly policies: ReadonlyMap<string, AssignmentPolicy>;
  readonly assignments: Lookup<Assignment>;
  readonly assignmentRequests: ReadonlyMap<string, AssignmentRequest>;
  readonly connectedOrganizations: ReadonlyMap<string, ConnectedOrganization>;
  readonly accessReviews: ReadonlyMap<string, AccessReview>;
};

export function indexTenant(tenant: Tenant): TenantIndex {
  return {
    tenant,
    directoryObjects: new Map<string, DirectoryObject>([
      ...tenant.users.map((object) => [object.id, { kind: "user", object }] as const),
      ...tenant.groups.map((object) => [object.id, { kind: "group", object }] as const),
      ...tenant.servicePrincipals.map((object) => [object.id, { kind: "servicePrincipal", object }] as const),
    ]),
    users: byId(tenant.users),
    groups: byId(tenant.groups),
    servicePrincipals: byId(tenant.servicePrincipals),
    catalogs: byId(tenant.catalogs),
    accessPackages: byId(tenant.accessPackages),
    policies: byId(tenant.policies),
    assignments: byId(tenant.assignments),
    assignmentRequests: byId(tenant.assignmentRequests),
    connectedOrganizations: byId(tenant.connectedOrganizations),
    accessReviews: byId(tenant.accessReviews),
  };
}

/** The ids of everything reached from a group through its members, the group itself left out even where nesting runs in a circle. */
export function transitiveMembersOf(group: Group, groups: Lookup<Group>): readonly string[] {
  const reached = new Set(group.members);
  for (const id of reached) {
    for (const member of groups.get(id)?.members ?? []) reached.add(member);
  }
  reached.delete(group.id);
  return [...reached];
}

function byId<T extends { readonly id: string }>(objects: readonly T[]): ReadonlyMap<string, T> {
  return new Map(objects.map((object) => [object.id, object]));
}
