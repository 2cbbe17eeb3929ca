import { union } from "../sorted-numbers.ts";
import type { Persons } from "./persons.ts";

/** For each account the first of its person's, ascending, each once: one number a person. */
export function oneEach(accounts: Uint32Array, { grouped, accountsOf }: Persons): Uint32Array {
  if (grouped.length === 0) return accounts;
  return union([accounts.map((account) => accountsOf(account)[0] ?? account)]);
}

/** Every account of those persons, ascending, each once. */
export function everyAccount(accounts: Uint32Array, { grouped, accountsOf }: Persons): Uint32Array {
  if (grouped.length === 0) return accounts;
  return union([Uint32Array.from([...accounts].flatMap((account) => accountsOf(account)))]);
}

/** Those, and the accounts that may be theirs by what only suggests it, ascending, each once. */
export function everyPossibleAccount(accounts: Uint32Array, persons: Persons): Uint32Array {
  if (persons.grouped.length === 0) return accounts;
  const possible = [...everyAccount(accounts, persons)].flatMap((account) =>
    persons.groupsWith(account).flatMap((group) => group.accounts),
  );
  return union([everyAccount(accounts, persons), Uint32Array.from(possible)]);
}
