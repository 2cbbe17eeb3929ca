import type { Principals } from "../principals.ts";
import type { DeclaredLink } from "./settings.ts";
import type { SharedValue } from "./shared-values.ts";

/** What a link file comes to in a tenant; `strangers` are its lines that name no account, or more than one. */
export type DeclaredLinks = {
  readonly shared: readonly SharedValue[];
  readonly strangers: readonly string[];
};

/** Finds the accounts that a link file names, by object id or user principal name. */
export function declaredLinks(links: readonly DeclaredLink[], principals: Principals): DeclaredLinks {
  if (links.length === 0) return { shared: [], strangers: [] };
  const byName = accountsByName(principals);
  const found = links.map((link) => {
    const byId = principals.numberOf(link.principal);
    return { link, accounts: byId === undefined ? (byName.get(link.principal.toLowerCase()) ?? []) : [byId] };
  });
  const known = found.flatMap(({ link, accounts }) =>
    accounts.length === 1 ? accounts.map((account) => ({ account, person: link.person })) : [],
  );
  return {
    shared: [...Map.groupBy(known, ({ person }) => person)].map(([value, lines]) => ({
      key: "linkFile",
      value,
      accounts: [...new Set(lines.map(({ account }) => account))].sort((a, b) => a - b),
    })),
    strangers: found
      .filter(({ accounts }) => accounts.length !== 1)
      .map(({ link, accounts }) => `${link.at}: ${accounts.length} accounts are called "${link.principal}"`),
  };
}

function accountsByName(principals: Principals): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (let account = 0; account < principals.size; account += 1) {
    const name = principals.at(account).userPrincipalName?.toLowerCase();
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), account]);
  }
  return byName;
}
