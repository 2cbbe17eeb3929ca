import type { Tenant } from "../../src/emulator/tenant.ts";

/** Who holds what, by plain sets over the tenant's data: the independent truth that the scanner is held to. */
export type Oracle = {
  readonly packageHolders: (id: string) => Set<string>;
  readonly groupMembers: (id: string) => Set<string>;
  readonly appRoleHolders: (servicePrincipalId: string, roleId: string) => Set<string>;
};

export function oracleOf(tenant: Tenant, now: Date): Oracle {
  const isGroup = (id: string) => tenant.groups.some((group) => group.id === id);
  const membersOf = (id: string) => tenant.groups.find((group) => group.id === id)?.members ?? [];

  const groupMembers = (id: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(id)) return new Set();
    seen.add(id);
    const people = new Set<string>();
    for (const member of membersOf(id)) {
      if (isGroup(member)) for (const person of groupMembers(member, seen)) people.add(person);
      else if (tenant.users.some((user) => user.id === member)) people.add(member);
    }
    return people;
  };

  return {
    groupMembers,
    packageHolders: (id) => {
      const people = new Set<string>();
      for (const { accessPackageId, state, schedule, target } of tenant.assignments) {
        const word = state.toLowerCase();
        if (accessPackageId !== id || (word !== "delivered" && word !== "partiallydelivered")) continue;
        const start = schedule.startDateTime === null ? 0 : Date.parse(schedule.startDateTime);
        const { duration, endDateTime } = schedule.expiration;
        const days = Number(duration?.slice(1, -1));
        const end =
          endDateTime !== null ? Date.parse(endDateTime) : duration !== null ? start + days * 86_400_000 : Infinity;
        if (start <= now.getTime() && end > now.getTime()) people.add(target.objectId ?? target.id);
      }
      return people;
    },
    appRoleHolders: (servicePrincipalId, roleId) => {
      const people = new Set<string>();
      for (const { resourceId, appRoleId, principalId } of tenant.appRoleAssignments) {
        if (resourceId !== servicePrincipalId || appRoleId !== roleId) continue;
        if (!isGroup(principalId)) people.add(principalId);
        else
          for (const member of membersOf(principalId))
            if (tenant.users.some((user) => user.id === member)) people.add(member);
      }
      return people;
    },
  };
}

/** The members of more than `atMost` of the sets. */
export function inMoreThan(atMost: number, sets: readonly ReadonlySet<string>[]): string[] {
  const all = new Set(sets.flatMap((set) => [...set]));
  return [...all].filter((person) => sets.filter((set) => set.has(person)).length > atMost).sort();
}

/** The dual holders of every declared pair, by the id that the assessment gives the conflict. */
export function declaredDualHolders(tenant: Tenant, now: Date): Map<string, string[]> {
  const { packageHolders, groupMembers } = oracleOf(tenant, now);
  const pairs = new Map<string, string[]>();
  for (const { id, incompatibleAccessPackageIds, incompatibleGroupIds } of tenant.accessPackages) {
    for (const other of incompatibleAccessPackageIds) {
      pairs.set(`declared/${[id, other].sort().join("/")}`, inMoreThan(1, [packageHolders(id), packageHolders(other)]));
    }
    for (const group of incompatibleGroupIds) {
      pairs.set(`declared/${id}/${group}`, inMoreThan(1, [packageHolders(id), groupMembers(group)]));
    }
  }
  return pairs;
}
