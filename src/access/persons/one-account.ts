import { union } from "../sorted-numbers.ts";
import type { Persons } from "./persons.ts";

/** For each account the first of its person's, ascending, each once: one number a person. */
export function oneEach(accounts: Uint32Array, { grouped, accountsOf }: Persons): Uint32Array {
  if (grouped.length === 0) return accounts;
  return union([accounts.map((account) => accountsOf(account)[0] ?? account)]);
}
