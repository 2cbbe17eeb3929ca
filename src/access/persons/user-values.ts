import type { LinkKey } from "../../domain/person.ts";
import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { ColumnPacked } from "../../snapshot/tables/packings.ts";
import type { Cells, Table } from "../../snapshot/tables/table.ts";
import { none } from "../../snapshot/tables/table-packer.ts";
import type { Principals } from "../principals.ts";
import { isPlaceholder } from "./placeholder.ts";
import { Repeats } from "./repeats.ts";
import { type SharedValue, SharedValues } from "./shared-values.ts";

/** What accounts of the directory share: ids of employees and of the premises, addresses of guests and members, names. */
export function sharedByUsers(snapshot: Snapshot, principals: Principals): readonly SharedValue[] {
  const users = snapshot.table("users");
  const accounts = users.ids("id").map((id) => principals.byId[id] ?? none);
  return [
    ...properties.flatMap(({ key, column, valueOf }) => repeated(key, users.cells(column), valueOf, accounts)),
    ...sharedAddresses(snapshot, principals, guestsByMail(users, accounts)),
  ];
}

const properties = [
  { key: "employeeId", column: "employeeId", valueOf: (id) => usable(normalised(id)) },
  { key: "onPremisesSecurityIdentifier", column: "onPremisesSecurityIdentifier", valueOf: normalised },
  { key: "onPremisesImmutableId", column: "onPremisesImmutableId", valueOf: (id) => id?.trim() ?? "" },
  { key: "displayName", column: "displayName", valueOf: (name) => bareName(name ?? "") },
] as const satisfies readonly {
  readonly key: LinkKey;
  readonly column: ColumnPacked<"users", "cell">;
  readonly valueOf: (cell: string | null) => string;
}[];

/** Values that several accounts have, in two passes: what surely comes once never stands in a map. */
function repeated(
  key: LinkKey,
  cells: Cells<string | null>,
  valueOf: (cell: string | null) => string,
  accounts: Uint32Array,
): readonly SharedValue[] {
  const repeats = new Repeats(accounts.length);
  for (const cell of cells.all()) repeats.look(valueOf(cell));
  const values = new SharedValues(key);
  let place = 0;
  for (const cell of cells.all()) {
    const account = accounts[place] ?? none;
    const value = valueOf(cell);
    if (account !== none && value !== "" && repeats.mayRepeat(value)) values.add(value, account);
    place += 1;
  }
  return values.found();
}

function guestsByMail(users: Table<"users">, accounts: Uint32Array): ReadonlyMap<string, readonly number[]> {
  const guests = new Map<string, number[]>();
  const types = users.labels("userType");
  const mails = users.cells("mail").all()[Symbol.iterator]();
  let place = 0;
  for (const userPrincipalName of users.cells("userPrincipalName").all()) {
    const address = normalised(mails.next().value ?? null);
    const account = accounts[place] ?? none;
    const userType = types.values[types.numbers[place] ?? none] ?? null;
    if (account !== none && address !== "" && isGuest({ userType, userPrincipalName }))
      guests.set(address, [...(guests.get(address) ?? []), account]);
    place += 1;
  }
  return guests;
}

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
function isGuest({ userType, userPrincipalName }: Pick<Row<"users">, "userType" | "userPrincipalName">): boolean {
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
