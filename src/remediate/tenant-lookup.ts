import type { Snapshot } from "../snapshot/snapshot.ts";

/** What a plan needs to know of the tenant besides who holds what. */
export type TenantLookup = {
  /** The policy assigns and removes by a membership rule. */
  readonly isAutomatic: (policyId: string) => boolean;
  /** Who can change a group, in words. */
  readonly ownersOf: (groupId: string) => string;
  readonly application: (servicePrincipalId: string) => string;
  readonly graphUrl: string;
};

export function tenantLookup(snapshot: Snapshot): TenantLookup {
  const automatic = new Set<string>();
  for (const { id, isAutomatic } of snapshot.columns("policies", ["id", "isAutomatic"]))
    if (isAutomatic) automatic.add(id);
  const owners = Map.groupBy(snapshot.rows("groupOwners"), ({ groupId }) => groupId);
  const applications = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("servicePrincipals", ["id", "displayName"]))
    applications.set(id, displayName);

  return {
    isAutomatic: (policyId) => automatic.has(policyId),
    ownersOf: (groupId) => {
      if (!snapshot.wasRead("groupOwners", groupId)) return "the group's owners, who were not read";
      const names = (owners.get(groupId) ?? []).map(({ ownerName }) => ownerName).sort();
      return names.length === 0
        ? "a Groups Administrator (the group has no owner)"
        : `the group's owners: ${names.join(", ")}`;
    },
    application: (id) => applications.get(id) ?? id,
    graphUrl: snapshot.run.graphUrl,
  };
}
