import type { Principals } from "../access/principals.ts";
import type { Principal } from "../domain/access.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { type ScopeAttribute, scopeAttributes } from "./pack-schema.ts";

/** The values of which an account must have one, for each property named; in small letters. */
export type Scope = Readonly<Partial<Record<ScopeAttribute, readonly string[]>>>;

type AccountAttributes = Readonly<Partial<Record<ScopeAttribute, string | null>>>;

/** What is known of accounts, by their object ids. */
export type Attributes = Pick<ReadonlyMap<string, AccountAttributes>, "get">;

type Named = Readonly<Partial<Record<ScopeAttribute, string | readonly string[]>>>;

/** Null where no property is named. */
export function scopeOf(named: Named): Scope | null {
  const entries = scopeAttributes.flatMap((attribute): readonly (readonly [ScopeAttribute, readonly string[]])[] => {
    const values = named[attribute];
    return values === undefined ? [] : [[attribute, [values].flat().map((value) => value.toLowerCase())]];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** Whether an account with these properties is meant; Entra compares them without regard to case, and so do we. */
export function isWithin(scope: Scope, attributes: AccountAttributes): boolean {
  return scopeAttributes.every((attribute) => {
    const values = scope[attribute];
    return values === undefined || values.includes(attributes[attribute]?.toLowerCase() ?? "");
  });
}

/** Where a principal stands: `unknown` where what the scope asks for was not read of it. */
export type ScopeTest = (principal: Principal) => "within" | "outside" | "unknown";

/** Tells of the principals of a snapshot whether a scope means them. */
export function scopeTestOf(scope: Scope, users: Attributes): ScopeTest {
  return ({ id, type }) => {
    const attributes = users.get(id);
    if (attributes !== undefined) return isWithin(scope, attributes) ? "within" : "outside";
    return type === "servicePrincipal" ? "outside" : "unknown";
  };
}

/** Of the accounts those that the conflict is about, and those of which that cannot be told; each is looked at once. */
export function scopedBy(
  scope: ScopeTest,
  accounts: Uint32Array,
  principals: Pick<Principals, "at">,
): { readonly within: Uint32Array; readonly unknown: Uint32Array } {
  const standings = Array.from(accounts, (number) => scope(principals.at(number)));
  return {
    within: accounts.filter((_, place) => standings[place] === "within"),
    unknown: accounts.filter((_, place) => standings[place] === "unknown"),
  };
}

export function attributesOf({ table, ids }: Snapshot): Attributes {
  const users = table("users");
  const places = new Map(Array.from(users.ids("id"), (id, place) => [id, place]));
  const columns = scopeAttributes.map((attribute) => ({ attribute, labels: users.labels(attribute) }));
  return {
    get: (id) => {
      const place = places.get(ids.numberOf(id) ?? none);
      if (place === undefined) return undefined;
      return Object.fromEntries(
        columns.map(({ attribute, labels }) => [attribute, labels.values[labels.numbers[place] ?? none] ?? null]),
      );
    },
  };
}
