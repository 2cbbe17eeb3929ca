import * as fc from "fast-check";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { now } from "./scan-emulated.ts";

const users = ["u0", "u1", "u2", "u3", "u4", "u5"] as const;
const groups = ["g0", "g1", "g2", "g3", "g4"] as const;
const packages = ["p0", "p1", "p2", "p3"] as const;
const roles = ["r0", "r1"] as const;

const user = fc.constantFrom(...users);
const group = fc.constantFrom(...groups);
const accessPackage = fc.constantFrom(...packages);
const role = fc.constantFrom(...roles);

const daysFromNow = (days: number) => new Date(now.getTime() + days * 86_400_000);
const term = fc.record({
  state: fc.constantFrom("delivered", "Delivered", "partiallyDelivered", "delivering", "expired", "deliveryFailed"),
  from: fc.constantFrom(-30, -1, 5).map(daysFromNow),
  until: fc.option(fc.constantFrom(-1, 1, 60).map(daysFromNow)),
});

const granted = fc.oneof(
  group.map((name) => ({ group: name })),
  role.map((name) => ({ app: "app", role: name })),
);

/** An access point by name, as a pack names it. */
export type Named = { readonly kind: "accessPackage" | "group" | "appRole"; readonly name: string };

const point: fc.Arbitrary<Named> = fc.oneof(
  accessPackage.map((name) => ({ kind: "accessPackage", name }) as const),
  group.map((name) => ({ kind: "group", name }) as const),
  role.map((name) => ({ kind: "appRole", name }) as const),
);

export type RandomConflict = { readonly duties: readonly (readonly Named[])[]; readonly atMost: number };

const duty = fc.uniqueArray(point, { minLength: 1, maxLength: 3, selector: ({ kind, name }) => `${kind} ${name}` });
const conflict: fc.Arbitrary<RandomConflict> = fc
  .array(duty, { minLength: 2, maxLength: 3 })
  .chain((duties) =>
    fc.record({ duties: fc.constant(duties), atMost: fc.integer({ min: 1, max: duties.length - 1 }) }),
  );

/** A small tenant, and conflicts over what it has. Groups nest at random, in cycles, too. */
export const randomCase = fc.record({
  members: fc.uniqueArray(fc.tuple(group, fc.oneof(user, group)), {
    maxLength: 14,
    selector: (pair) => pair.join(" "),
  }),
  grants: fc.uniqueArray(fc.tuple(accessPackage, granted), { maxLength: 5, selector: (pair) => JSON.stringify(pair) }),
  assigned: fc.array(fc.tuple(user, accessPackage, term), { maxLength: 12 }),
  appRoles: fc.uniqueArray(fc.tuple(fc.oneof(user, group), role), { maxLength: 6, selector: (pair) => pair.join(" ") }),
  incompatible: fc.uniqueArray(fc.tuple(accessPackage, accessPackage), {
    maxLength: 4,
    selector: (pair) => pair.join(" "),
  }),
  incompatibleGroups: fc.uniqueArray(fc.tuple(accessPackage, group), {
    maxLength: 3,
    selector: (pair) => pair.join(" "),
  }),
  conflicts: fc.array(conflict, { minLength: 1, maxLength: 3 }),
});

export type RandomCase = typeof randomCase extends fc.Arbitrary<infer Case> ? Case : never;

export function tenantOf(random: RandomCase): Tenant {
  const tenant = aTenant("random", { now }).app("app", { roles: [...roles] });
  for (const name of users) tenant.user(name);
  for (const name of groups) {
    const members = random.members.filter(([of, member]) => of === name && member !== name).map(([, member]) => member);
    tenant.group(name, { members });
  }
  for (const name of packages) {
    const grants = random.grants.filter(([of]) => of === name).map(([, what]) => what);
    tenant.accessPackage(name, { grants }).policy("policy", { accessPackage: name });
  }
  for (const [principal, name] of random.appRoles) tenant.appRole(principal, "app", name);
  for (const [target, name, { state, from, until }] of random.assigned) {
    tenant.assign(target, name, { state: state as "delivered", from, ...(until === null ? {} : { until }) });
  }
  for (const [from, to] of random.incompatible) if (from !== to) tenant.incompatible(from, to);
  for (const [from, to] of random.incompatibleGroups) tenant.incompatibleGroup(from, to);
  return tenant.build();
}

/** The conflicts as a pack in YAML (JSON is YAML). */
export function packOf(conflicts: readonly RandomConflict[]): string {
  const selector = ({ kind, name }: Named) =>
    kind === "appRole" ? { appRole: { app: "app", role: name } } : { [kind]: { name } };
  const duties = conflicts.flatMap(({ duties: sides }, index) =>
    sides.map((points, side) => [
      `d${index}-${side}`,
      { title: "duty", kind: "recording", heldBy: points.map(selector) },
    ]),
  );
  return JSON.stringify({
    pack: "random",
    duties: Object.fromEntries(duties),
    conflicts: conflicts.map(({ duties: sides, atMost }, index) => ({
      id: `C${index}`,
      title: "conflict",
      severity: "high",
      atMost,
      duties: sides.map((_, side) => `d${index}-${side}`),
    })),
  });
}
