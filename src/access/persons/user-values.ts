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
    ...properties.flatMap(({ key, column, ...reading }) => repeated(key, users.cells(column), reading, accounts)),
    ...sharedAddresses(snapshot, principals, guestsByMail(users, accounts)),
  ];
}

/** `look` gives what is cheap to tell and the same for all texts of which `valueOf` is the same. */
const properties = [
  { key: "employeeId", column: "employeeId", look: normalised, valueOf: (id) => usable(normalised(id)) },
  {
    key: "onPremisesSecurityIdentifier",
    column: "onPremisesSecurityIdentifier",
    look: normalised,
    valueOf: normalised,
  },
  { key: "onPremisesImmutableId", column: "onPremisesImmutableId", look: trimmed, valueOf: trimmed },
  { key: "displayName", column: "displayName", look: bareName, valueOf: bareName },
] as const satisfies readonly ({ readonly key: LinkKey; readonly column: ColumnPacked<"users", "cell"> } & Reading)[];

type Reading = {
  readonly look: (cell: string | null) => string;
  readonly valueOf: (cell: string | null) => string;
};

/** Values that several accounts have, in two passes: what surely comes once never stands in a map. */
function repeated(
  key: LinkKey,
  cells: Cells<string | null>,
  { look, valueOf }: Reading,
  accounts: Uint32Array,
): readonly SharedValue[] {
  const repeats = new Repeats(accounts.length);
  let place = 0;
  for (const cell of cells.all()) {
    if (cell !== null) repeats.look(look(cell), place);
    place += 1;
  }
  const values = new SharedValues(key);
  if (!repeats.any()) return values.found();
  place = 0;
  for (const cell of cells.all()) {
    const account = accounts[place] ?? none;
    const value = account !== none && repeats.mayRepeat(place) ? valueOf(cell) : "";
    if (value !== "") values.add(value, account);
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

const addressColumns = [
  "id",
  "userType",
  "userPrincipalName",
  "mail",
  "otherMails",
  "proxyAddresses",
  "identities",
] as const satisfies readonly (keyof Row<"users">)[];

type Addresses = Pick<Row<"users">, (typeof addressColumns)[number]>;

/** A guest and the members one of whose addresses is the guest's mail. */
function sharedAddresses(
  snapshot: Snapshot,
  principals: Principals,
  guests: ReadonlyMap<string, readonly number[]>,
): readonly SharedValue[] {
  if (guests.size === 0) return [];
  const values = new SharedValues("guestMail");
  for (const user of snapshot.columns("users", addressColumns)) {
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

function addressesOf({ mail, otherMails, proxyAddresses, identities }: Addresses): ReadonlySet<string> {
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

function trimmed(text: string | null): string {
  return text?.trim() ?? "";
}

/** `Anna Holt (admin)` is called `anna holt`. */
function bareName(displayName: string | null): string {
  if (displayName === null) return "";
  if (isBare(displayName)) return displayName.toLowerCase();
  return displayName
    .replaceAll(/\([^)]*\)/gu, " ")
    .trim()
    .replaceAll(/\s+/gu, " ")
    .toLowerCase();
}

/** Whether nothing is to be taken out of a name, as of most: no parenthesis, and of spaces single ones between words. */
function isBare(name: string): boolean {
  let before: number = space;
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charCodeAt(at);
    if (unit > lastAscii || unit < space || unit === parenthesis || (unit === space && before === space)) return false;
    before = unit;
  }
  return before !== space;
}

const [space, parenthesis, lastAscii] = [0x20, 0x28, 0x7e] as const;
