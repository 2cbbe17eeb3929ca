import { daysBefore } from "../builder/dated.ts";
import type { AssignOptions } from "../builder/drafts.ts";
import type { AssignmentState, RequestType } from "../tenant/governance.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { type OrdinaryPackage, ordinaryPackages, type PolicyKind } from "./package-table.ts";
import { type Person, peopleOf, staff } from "./people.ts";
import { automatic, byAdministrators, governed, lenient, openToTheWorld, singleUser, standing } from "./policies.ts";

/** Everyday packages, who has them, and the two pairs that are declared both ways. */
export function addOrdinaryPackages(bank: TenantBuilder, now: Date): void {
  for (const ordinary of ordinaryPackages) addPackage(bank, ordinary, now);

  bank
    .incompatible("Trading - Front Office", "Trading - Settlement")
    .incompatible("Trading - Settlement", "Trading - Front Office")
    .incompatible("Vendor Master - Maintainer", "Purchase Order - Approver")
    .incompatible("Purchase Order - Approver", "Vendor Master - Maintainer");

  const maintainers = ordinaryPackages.filter(({ name }) => name === "Vendor Master - Maintainer").flatMap(holdersOf);
  for (const { key } of maintainers.slice(0, 2))
    bank.assign(key, "Purchase Order - Approver", { from: daysBefore(now, 300) });
}

function addPackage(bank: TenantBuilder, ordinary: OrdinaryPackage, now: Date): void {
  const { name, catalog, group, policies, also = [] } = ordinary;
  const owner = singleUser(bank.id("user", peopleOf("Risk")[0]?.key ?? ""));
  const settings = {
    governed: governed(owner, now),
    lenient: lenient(owner, now),
    standing,
    byAdministrators,
    openToTheWorld,
    automatic,
  };

  bank.group(group, { description: `Given by ${name}` }).accessPackage(name, { catalog, grants: [{ group }, ...also] });
  for (const policy of policies) bank.policy(policyNames[policy], { accessPackage: name, ...settings[policy] });
  for (const [nth, { key }] of holdersOf(ordinary).entries()) {
    const isAutomatic = policies[0] === "automatic";
    bank.assign(key, name, {
      ...assignmentLife(nth, now),
      ...(isAutomatic ? { request: "systemAdd", until: null } : {}),
    });
  }
}

const policyNames = {
  governed: "Staff - reviewed quarterly",
  lenient: "Staff - yearly",
  standing: "Staff - standing",
  byAdministrators: "Administrators only",
  openToTheWorld: "Open - any external user",
  automatic: "All staff - automatic",
} as const satisfies Record<PolicyKind, string>;

/** People spread evenly over the audience. */
function holdersOf({ audience, holders }: OrdinaryPackage): readonly Person[] {
  const people = audience === "everybody" ? staff : audience.flatMap((department) => peopleOf(department));
  return Array.from({ length: holders }, (_, nth) => people[Math.floor((nth * people.length) / holders)]).flatMap(
    (person) => person ?? [],
  );
}

/** Every state and both casings, some with no end, most with one to come. */
function assignmentLife(nth: number, now: Date): AssignOptions {
  const state = stateOf(nth);
  const begun = 20 + ((nth * 13) % 150);
  const ends = state === "expired" ? -1 - (nth % 40) : 15 + ((nth * 7) % 160);
  return {
    state,
    from: daysBefore(now, begun + 45),
    until: nth % 5 === 0 && state !== "expired" ? null : daysBefore(now, -ends),
    request: requestTypes[nth % requestTypes.length] ?? "adminAdd",
  };
}

const requestTypes: readonly RequestType[] = ["userAdd", "adminAdd", "UserAdd", "userAdd", "onBehalfAdd"];

function stateOf(nth: number): AssignmentState {
  if (nth % 13 === 7) return "expired";
  if (nth % 41 === 11) return "partiallyDelivered";
  if (nth % 47 === 13) return "delivering";
  if (nth % 53 === 17) return "deliveryFailed";
  return nth % 3 === 0 ? "Delivered" : "delivered";
}
