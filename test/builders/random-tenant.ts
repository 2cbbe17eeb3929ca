import * as fc from "fast-check";
import type { Selector } from "../../src/conflicts/pack-schema.ts";
import type { Pack } from "../../src/conflicts/packs.ts";
import type { Row } from "../../src/snapshot/sections.ts";
import { groupNamed, packageNamed, packOf, roleOf } from "./pack.ts";
import { aTenant, type TenantBuilder } from "./tenant.ts";

export const people = ["p0", "p1", "p2", "p3"] as const;
const groups = ["GA", "GB", "GN", "GO"] as const;
const packages = ["PA", "PB", "PN", "PC"] as const;

/** Everything that a small tenant of fixed people, groups, packages and one app role leaves open. */
export type Draft = {
  readonly members: readonly (readonly [group: string, member: string])[];
  readonly roleHolders: readonly string[];
  readonly assignments: readonly (readonly [person: string, accessPackage: string, state: string])[];
  readonly granting: readonly (readonly [accessPackage: string, group: string])[];
  readonly declared: readonly (readonly [from: string, to: string])[];
  readonly dynamic: readonly string[];
  readonly synced: readonly string[];
  readonly automatic: readonly string[];
};

/** What holds the duties that random tenants are judged by. */
export const heldBy: Readonly<Record<string, readonly Selector[]>> = {
  a: [packageNamed("PA"), groupNamed("GA")],
  b: [packageNamed("PB"), groupNamed("GB")],
  c: [roleOf("erp", "C"), packageNamed("PC")],
};

export const randomPack: Pack = packOf(
  heldBy,
  { id: "AB", duties: ["a", "b"] },
  { id: "BC", duties: ["b", "c"] },
  { id: "ABC", duties: ["a", "b", "c"], atMost: 2 },
);

const pairs = <A extends string, B extends string>(as: readonly A[], bs: readonly B[], maxLength: number) =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...as), fc.constantFrom(...bs)), { selector: String, maxLength });

/** Random tenants, cycles among groups included. */
export const drafts: fc.Arbitrary<Draft> = fc.record({
  members: pairs(groups, [...groups, ...people], 14),
  roleHolders: fc.uniqueArray(fc.constantFrom(...groups, ...people), { maxLength: 4 }),
  assignments: pairs(people, packages, 9).chain((held) =>
    fc.tuple(
      ...held.map(([person, accessPackage]) =>
        fc
          .constantFrom("delivered", "delivered", "Delivered", "expired")
          .map((state) => [person, accessPackage, state] as const),
      ),
    ),
  ),
  granting: pairs(packages, groups, 4),
  declared: pairs(packages, packages, 3),
  dynamic: fc.subarray([...groups], { maxLength: 1 }),
  synced: fc.subarray([...groups], { maxLength: 1 }),
  automatic: fc.subarray([...packages], { maxLength: 1 }),
});

/** The tenant of a draft; `name` gives everyone and everything another id, `accounts` what the directory says of people. */
export function tenantOf(
  draft: Draft,
  name: (id: string) => string = (id) => id,
  accounts: Readonly<Record<string, Partial<Row<"users">>>> = {},
): TenantBuilder {
  const tenant = aTenant();
  for (const id of people) tenant.user(name(id), { displayName: id, ...accounts[id] });
  for (const id of groups) {
    tenant.group(name(id), {
      displayName: id,
      groupTypes: draft.dynamic.includes(id) ? ["DynamicMembership"] : [],
      onPremisesSyncEnabled: draft.synced.includes(id),
    });
  }
  for (const id of packages) {
    tenant.accessPackage(name(id), { displayName: id });
    tenant.policy(`policy-${id}`, name(id), { isAutomatic: draft.automatic.includes(id) });
  }
  tenant.app("erp", "C");
  for (const [group, member] of draft.members) tenant.members(name(group), name(member));
  tenant.appRole("erp", "C", ...draft.roleHolders.map(name));
  for (const [accessPackage, group] of draft.granting) tenant.grants(name(accessPackage), { group: name(group) });
  for (const [person, accessPackage, state] of draft.assignments) {
    tenant.assign(name(person), name(accessPackage), { state, policyId: `policy-${accessPackage}` });
  }
  for (const [from, to] of draft.declared) tenant.declares(name(from), name(to));
  return tenant;
}
