import * as fc from "fast-check";
import type { Pack } from "../../src/conflicts/packs.ts";
import { declarationEvent } from "../builders/declaration-events.ts";
import { groupNamed, packOf, packageNamed, roleOf } from "../builders/pack.ts";
import type { TenantBuilder } from "../builders/tenant.ts";

type Pairs = readonly (readonly [string, string])[];

/** What is known of an account that may be somebody's second. */
type Account = {
  readonly guest: boolean;
  readonly employee: "e0" | "e1" | "000" | null;
  readonly sid: "s0" | null;
  readonly mail: "m0" | "m1" | null;
};

export type Assigned = {
  readonly accessPackage: string;
  readonly person: string;
  readonly state: string;
  readonly start: string;
  readonly end: string | null;
};

/** `told` is when the audit log says that it was declared, if it says so. */
type Refusal = {
  readonly refusing: string;
  readonly refused: string;
  readonly told: string | null;
};

/** A small tenant with packages that grant, declare each other incompatible and are assigned, by pairs of names. */
export type GovernedWorld = {
  readonly accounts: Readonly<Record<string, Account>>;
  /** Groups, and who is in them. */
  readonly members: Pairs;
  readonly roleHolders: readonly string[];
  /** Packages, and the groups, or `r0`, that they grant. */
  readonly grants: Pairs;
  readonly assignments: readonly Assigned[];
  /** Packages, and the packages and groups whose holders they refuse. */
  readonly refuses: readonly Refusal[];
  /** Whether the log names the refusing package first, of which Entra documents nothing. */
  readonly isNamedFirst: boolean;
  readonly refusesGroups: Pairs;
};

export const accounts = ["p0", "p1", "p2", "p3", "p4", "p5"] as const;
export const groups = ["g0", "g1", "g2"] as const;
export const packages = ["k0", "k1", "k2"] as const;

const times = [
  "2026-03-01T00:00:00.000Z",
  "2026-05-01T00:00:00.000Z",
  "2026-05-01T00:30:00.000Z",
  "2026-05-01T02:00:00.000Z",
  "2026-08-01T00:00:00.000Z",
];
const ends = [
  null,
  null,
  null,
  null,
  "2027-03-01T00:00:00.000Z",
  "2026-09-01T00:00:00.000Z",
  "2026-11-22T21:00:00.000Z",
];
const states = [
  "delivered",
  "delivered",
  "delivered",
  "Delivered",
  "partiallyDelivered",
  "delivering",
  "expired",
  "deliveryFailed",
];

const account: fc.Arbitrary<Account> = fc.record({
  guest: fc.boolean(),
  employee: fc.constantFrom(null, null, null, "e0" as const, "e1" as const, "000" as const),
  sid: fc.constantFrom(null, null, null, "s0" as const),
  mail: fc.constantFrom(null, null, "m0" as const, "m1" as const),
});

const pairs = (what: readonly string[], who: readonly string[], maxLength: number) =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...what), fc.constantFrom(...who)), {
    selector: String,
    maxLength,
    size: "max",
  });

export const governedWorlds: fc.Arbitrary<GovernedWorld> = fc.record({
  accounts: fc
    .tuple(...accounts.map(() => account))
    .map((told) => Object.fromEntries(accounts.map((name, place) => [name, told[place]!]))),
  members: pairs(groups, [...accounts, ...groups], 10),
  roleHolders: fc.uniqueArray(fc.constantFrom(...accounts, ...groups), { maxLength: 3 }),
  grants: pairs(packages, [...groups, "r0"], 4),
  assignments: fc.array(
    fc.record({
      accessPackage: fc.constantFrom(...packages),
      person: fc.constantFrom(...accounts.slice(0, 3)),
      state: fc.constantFrom(...states),
      start: fc.constantFrom(...times),
      end: fc.constantFrom(...ends),
    }),
    { minLength: 4, maxLength: 10 },
  ),
  refuses: fc.uniqueArray(
    fc.record({
      refusing: fc.constantFrom(...packages),
      refused: fc.constantFrom(...packages),
      told: fc.constantFrom(null, ...times, ...times),
    }),
    { selector: ({ refusing, refused }) => `${refusing} ${refused}`, maxLength: 5, size: "max" },
  ),
  isNamedFirst: fc.boolean(),
  refusesGroups: pairs(packages, groups, 4),
});

/** Tells a builder of the world, everything under the name that `at` gives it. */
export function tellGoverned(world: GovernedWorld, tenant: TenantBuilder, at: (name: string) => string): void {
  for (const [name, { guest, employee, sid, mail }] of Object.entries(world.accounts))
    tenant.user(at(name), {
      userType: guest ? "Guest" : "Member",
      employeeId: employee === null || employee === "000" ? employee : at(employee),
      onPremisesSecurityIdentifier: sid === null ? null : at(sid),
      mail: mail === null ? null : `${at(mail)}@home.example`,
    });
  tenant.groups(...groups.map(at)).accessPackages(...packages.map(at));
  tenant.app(at("erp"), at("r0"));
  for (const [group, member] of world.members) tenant.members(at(group), at(member));
  for (const holder of world.roleHolders) tenant.appRole(at("erp"), at("r0"), at(holder));
  for (const [accessPackage, what] of world.grants)
    tenant.grants(at(accessPackage), what === "r0" ? { app: at("erp"), role: at("r0") } : { group: at(what) });
  for (const [place, { accessPackage, person, state, start, end }] of world.assignments.entries())
    tenant.assign(at(person), at(accessPackage), {
      id: at(`a${place}`),
      state,
      startDateTime: start,
      expiration: { type: end === null ? "noExpiration" : "afterDateTime", duration: null, endDateTime: end },
    });
  for (const { refusing, refused, told } of world.refuses) {
    const named = world.isNamedFirst ? [at(refusing), at(refused)] : [at(refused), at(refusing)];
    tenant.declares(at(refusing), at(refused));
    if (told !== null)
      tenant.row("auditEvents", { ...declarationEvent("Create", told, named), id: at(`${refusing}-${refused}`) });
  }
  for (const [refusing, group] of world.refusesGroups) tenant.declaresGroup(at(refusing), at(group));
}

/** Two conflicts over three duties, each held by a package or around it, in every world. */
export function governedPack(names: readonly ((name: string) => string)[]): Pack {
  const heldBy = names.flatMap((at) => [
    [at("x"), [groupNamed(at("g0")), packageNamed(at("k0"))]] as const,
    [at("y"), [roleOf(at("erp"), at("r0")), packageNamed(at("k1"))]] as const,
    [at("z"), [groupNamed(at("g1"), "direct"), packageNamed(at("k2"))]] as const,
  ]);
  const conflicts = names.flatMap((at) => [
    { id: at("XY"), duties: [at("x"), at("y")] },
    { id: at("XYZ"), duties: [at("x"), at("y"), at("z")], atMost: 2 },
  ]);
  return packOf(Object.fromEntries(heldBy), ...conflicts);
}
