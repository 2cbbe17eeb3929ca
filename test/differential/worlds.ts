import * as fc from "fast-check";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";

/** When something that is bound in time holds, as of the moment that tests judge. */
export const times = {
  now: { startDateTime: "2026-11-01T00:00:00Z", endDateTime: null },
  ahead: { startDateTime: "2026-12-01T00:00:00Z", endDateTime: null },
  over: { startDateTime: "2026-01-01T00:00:00Z", endDateTime: "2026-11-01T00:00:00Z" },
} as const;

export type When = keyof typeof times;

type Pairs = readonly (readonly [string, string])[];
type Timed = readonly (readonly [string, string, When])[];
type Stated = readonly (readonly [string, string, string, When])[];

/** A small tenant, by pairs of what is held and who holds it, so that nobody needs the snapshot to know who that is. */
export type World = {
  readonly members: Pairs;
  readonly eligible: Timed;
  readonly schedules: Timed;
  readonly owners: Pairs;
  readonly eligibleOwners: Timed;
  readonly appRole: Pairs;
  readonly roles: Pairs;
  readonly eligibleRoles: Timed;
  readonly roleSchedules: Timed;
  readonly catalogRoles: Pairs;
  readonly assignments: Stated;
  readonly requests: Stated;
};

export const people = ["p0", "p1", "p2"] as const;
export const groups = ["g0", "g1", "g2", "g3"] as const;
export const packages = ["k0", "k1"] as const;
export const directoryRoles = ["d0", "d1"] as const;
/** Catalogs that a role is given over, and all of them at once. */
export const catalogs = ["c0", "c1", "*"] as const;

const anyone = [...people, ...groups];
const some = { selector: String, maxLength: 3 } as const;
const held = (what: readonly string[], who: readonly string[]) =>
  fc.tuple(fc.constantFrom(...what), fc.constantFrom(...who));
const pairs = (what: readonly string[], who: readonly string[], maxLength = 3) =>
  fc.uniqueArray(held(what, who), { ...some, maxLength });
const timed = (what: readonly string[], who: readonly string[]) =>
  fc.uniqueArray(
    held(what, who).chain(([a, b]) =>
      fc
        .constantFrom("now" as const, "now" as const, "ahead" as const, "over" as const)
        .map((when) => [a, b, when] as const),
    ),
    { selector: ([a, b]) => `${a} ${b}`, maxLength: 3 },
  );
const stated = (states: readonly string[]) =>
  fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(...packages),
      fc.constantFrom(...people),
      fc.constantFrom(...states),
      fc.constantFrom("now" as const, "now" as const, "ahead" as const, "over" as const),
    ),
    { selector: ([a, b]) => `${a} ${b}`, maxLength: 3 },
  );

export const worlds: fc.Arbitrary<World> = fc.record({
  members: pairs(groups, anyone, 9),
  eligible: timed(groups, anyone),
  schedules: timed(groups, anyone),
  owners: pairs(groups, people),
  eligibleOwners: timed(groups, anyone),
  appRole: pairs(["r0"], anyone),
  roles: pairs(directoryRoles, anyone),
  eligibleRoles: timed(directoryRoles, anyone),
  roleSchedules: timed(directoryRoles, anyone),
  catalogRoles: pairs(catalogs, anyone),
  assignments: stated(["delivered", "Delivered", "partiallyDelivered", "delivering", "expired"]),
  requests: stated(["submitted", "pendingApproval", "scheduled", "denied", "delivered"]),
});

/** Tells a builder of the world, everything under the name that `at` gives it. */
export function tell(
  world: World,
  tenant: TenantBuilder = aTenant(),
  at = (name: string): string => name,
): TenantBuilder {
  tenant
    .users(...people.map(at))
    .groups(...groups.map(at))
    .accessPackages(...packages.map(at))
    .app(at("erp"), at("r0"));
  tenant.directoryRoles(...directoryRoles.map(at)).grants(at("k0"), { site: at("site"), role: "Members" });
  for (const [group, member] of world.members) tenant.members(at(group), at(member));
  for (const [group, who, when] of world.eligible) tenant.eligible(at(group), at(who), times[when]);
  for (const [group, who, when] of world.schedules) tenant.activated(at(group), at(who), times[when]);
  for (const [group, who] of world.owners) tenant.owner(at(group), at(who));
  for (const [group, who, when] of world.eligibleOwners)
    tenant.eligible(at(group), at(who), { ...times[when], accessId: "owner" });
  for (const [role, who] of world.appRole) tenant.appRole(at("erp"), at(role), at(who));
  for (const [role, who] of world.roles) tenant.directoryRole(at(role), at(who));
  for (const [role, who, when] of world.eligibleRoles) tenant.mayActivate(at(role), at(who), times[when]);
  for (const [role, who, when] of world.roleSchedules) tenant.roleSchedule(at(role), at(who), times[when]);
  for (const [catalog, who] of world.catalogRoles)
    tenant.catalogRole(at("owner"), catalog === "*" ? null : at(catalog), at(who));
  for (const [accessPackage, who, state, when] of world.assignments)
    tenant.assign(at(who), at(accessPackage), { state, ...spanned(when) });
  for (const [accessPackage, who, state, when] of world.requests)
    tenant.requests(at(who), at(accessPackage), { state, ...spanned(when) });
  return tenant;
}

function spanned(when: When) {
  const { startDateTime, endDateTime } = times[when];
  const type = endDateTime === null ? "noExpiration" : "afterDateTime";
  return { startDateTime, expiration: { type, duration: null, endDateTime } };
}
