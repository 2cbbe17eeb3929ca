import type { EntityType } from "../odata/entity.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import { groupType, servicePrincipalType, userType } from "./directory-types.ts";
import { permissions } from "./permissions.ts";

/** An object whose changes are tracked, as it is at one moment. */
export type Tracked = {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The ids it leads to by the relation that is tracked with it. */
  readonly related: readonly string[];
};

export type DeltaResource = {
  readonly template: string;
  readonly permissions: readonly string[];
  readonly type: EntityType;
  /** Named in `$select` like a property; without `$select` it is tracked only where `isUnasked`. */
  readonly relation: { readonly name: string; readonly isUnasked: boolean } | null;
  readonly tracked: (index: TenantIndex) => Iterable<Tracked>;
  /** Those that can be restored. */
  readonly deleted: (index: TenantIndex) => readonly { readonly id: string }[];
};

/** What Graph tracks changes of, so far as this emulator has it. Nothing of entitlement management is among it. */
export const deltaResources: readonly DeltaResource[] = [
  {
    template: "/users/delta",
    permissions: permissions.users,
    type: userType,
    relation: { name: "manager", isUnasked: false },
    tracked: ({ tenant }) =>
      tenant.users
        .values()
        .map((user) => ({ id: user.id, values: user, related: user.managerId === null ? [] : [user.managerId] })),
    deleted: ({ tenant }) => tenant.deletedUsers,
  },
  {
    template: "/groups/delta",
    permissions: permissions.groups,
    type: groupType,
    relation: { name: "members", isUnasked: true },
    tracked: ({ tenant }) =>
      tenant.groups.values().map((group) => ({ id: group.id, values: group, related: group.members })),
    deleted: ({ tenant }) => tenant.deletedGroups,
  },
  {
    template: "/servicePrincipals/delta",
    permissions: permissions.applications,
    type: servicePrincipalType,
    relation: null,
    tracked: ({ tenant }) => tenant.servicePrincipals.values().map((app) => ({ id: app.id, values: app, related: [] })),
    deleted: () => [],
  },
];
