import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { Principals } from "../principals.ts";
import { isPlaceholder } from "./placeholder.ts";
import { Repeats } from "./repeats.ts";
import { type SharedValue, SharedValues } from "./shared-values.ts";

/** What accounts of the directory share: ids of employees and of the premises, addresses of guests and members, names. */
export function sharedByUsers(snapshot: Snapshot, principals: Principals): readonly SharedValue[] {
  const found = properties.map(({ key, valueOf }) => ({
    values: new SharedValues(key),
    repeats: new Repeats(principals.size),
    valueOf,
  }));
  for (const user of snapshot.columns("users", linking)) {
    for (const { repeats, valueOf } of found) repeats.look(valueOf(user));
  }
  const guests = new Map<string, number[]>();
  for (const user of snapshot.columns("users", linking)) {
    const account = principals.numberOf(user.id);
    if (account === undefined) continue;
    for (const { values, repeats, valueOf } of found) {
      const value = valueOf(user);
      if (value !== "" && repeats.mayRepeat(value)) values.add(value, account);
    }
    const mail = isGuest(user) ? normalised(user.mail) : "";
    if (mail !== "") guests.set(mail, [...(guests.get(mail) ?? []), account]);
  }
  return [...found.flatMap(({ values }) => values.found()), ...sharedAddresses(snapshot, principals, guests)];
}

/** The columns that link accounts, and those that tell guests from members. */
const linking = [
  "id",
  "employeeId",
  "onPremisesSecurityIdentifier",
  "onPremisesImmutableId",
  "displayName",
  "mail",
  "userType",
  "userPrincipalName",
] as const;

type User = Pick<Row<"users">, (typeof linking)[number]>;

const properties = [
  { key: "employeeId", valueOf: ({ employeeId }: User) => usable(normalised(employeeId)) },
  {
    key: "onPremisesSecurityIdentifier",
    valueOf: ({ onPremisesSecurityIdentifier: sid }: User) => normalised(sid),
  },
  { key: "onPremisesImmutableId", valueOf: ({ onPremisesImmutableId: id }: User) => id?.trim() ?? "" },
  { key: "displayName", valueOf: ({ displayName }: User) => bareName(displayName) },
] as const;

/** A guest and the members one of whose addresses is the guest's mail. */
function sharedAddresses(
  snapshot: Snapshot,
  principals: Principals,
  guests: ReadonlyMap<string, readonly number[]>,
): readonly SharedValue[] {
  if (guests.size === 0) return [];
  const values = new SharedValues("guestMail");
  for (const user of snapshot.rows("users")) {
    const account = principals.numberOf(user.id);
    if (account === undefined || isGuest(user)) continue;
    for (const address of addressesOf(user)) {
      const own = guests.get(address);
      if (own === undefined) continue;
      for (const guest of own) values.add(address, guest);
      values.add(address, account);
    }
  }
  return values.found();
}

/** Guests by type, and those from elsewhere that are called members (https://learn.microsoft.com/entra/external-id/user-properties). */
function isGuest({ userType, userPrincipalName }: User): boolean {
  return userType?.toLowerCase() === "guest" || userPrincipalName?.toUpperCase().includes("#EXT#") === true;
}

function addressesOf({ mail, otherMails, proxyAddresses, identities }: Row<"users">): ReadonlySet<string> {
  const proxies = proxyAddresses.filter((address) => /^smtp:/iu.test(address)).map((address) => address.slice(5));
  const signInNames = identities.flatMap(({ issuerAssignedId }) => issuerAssignedId ?? []);
  const all = [mail, ...otherMails, ...proxies, ...signInNames].map(normalised);
  return new Set(all.filter((address) => address.includes("@")));
}

function normalised(text: string | null): string {
  return text?.trim().toLowerCase() ?? "";
}

function usable(employeeId: string): string {
  return isPlaceholder(employeeId) ? "" : employeeId;
}

/** `Anna Holt (admin)` is called `anna holt`. */
function bareName(displayName: string): string {
  return displayName
    .replaceAll(/\([^)]*\)/gu, " ")
    .trim()
    .replaceAll(/\s+/gu, " ")
    .toLowerCase();
}
