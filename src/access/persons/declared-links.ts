import type { Principals } from "../principals.ts";
import type { DeclaredLink } from "./settings.ts";
import type { SharedValue } from "./shared-values.ts";

/** What a link file comes to in a tenant; `strangers` are its lines that name no account, more than one, or one of another. */
export type DeclaredLinks = {
  readonly shared: readonly SharedValue[];
  readonly strangers: readonly string[];
};

/** Finds the accounts that a link file names, by object id or user principal name. */
export function declaredLinks(links: readonly DeclaredLink[], principals: Principals): DeclaredLinks {
  if (links.length === 0) return { shared: [], strangers: [] };
  const byName = accountsByName(principals);
  const taken = new Map<number, DeclaredLink>();
  const strangers: string[] = [];
  for (const link of links) {
    const byId = principals.numberOf(link.principal);
    const found = byId === undefined ? (byName.get(link.principal.toLowerCase()) ?? []) : [byId];
    const [account, ...others] = found;
    const before = account === undefined ? undefined : taken.get(account);
    if (account === undefined || others.length > 0) {
      strangers.push(`${link.at}: ${found.length} accounts are called "${link.principal}"`);
    } else if (before !== undefined && before.person !== link.person) {
      strangers.push(`${link.at}: "${link.principal}" is the account of ${before.person} already (${before.at})`);
    } else taken.set(account, link);
  }
  const byPerson = Map.groupBy(taken, ([, { person }]) => person);
  return {
    shared: Array.from(byPerson, ([value, lines]) =>
      sharedBy(
        value,
        lines.map(([account]) => account),
      ),
    ),
    strangers,
  };
}

function sharedBy(value: string, accounts: readonly number[]): SharedValue {
  return { key: "linkFile", value, accounts: accounts.toSorted((a, b) => a - b) };
}

function accountsByName(principals: Principals): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (let account = 0; account < principals.size; account += 1) {
    const name = principals.userPrincipalNameOf(account)?.toLowerCase();
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), account]);
  }
  return byName;
}
