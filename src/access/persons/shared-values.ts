import type { LinkKey } from "../../domain/person.ts";

/** A value that two or more accounts share, by their numbers, ascending. */
export type SharedValue = { readonly key: LinkKey; readonly value: string; readonly accounts: readonly number[] };

/** Finds the values that more than one account has. What one account alone has costs one entry of a map. */
export class SharedValues {
  readonly #key: LinkKey;
  readonly #first = new Map<string, number>();
  readonly #shared = new Map<string, Set<number>>();

  constructor(key: LinkKey) {
    this.#key = key;
  }

  add(value: string, account: number): void {
    const first = this.#first.get(value);
    if (first === undefined) this.#first.set(value, account);
    else if (first !== account) this.#sharers(value, first).add(account);
  }

  found(): readonly SharedValue[] {
    return Array.from(this.#shared, ([value, accounts]) => ({
      key: this.#key,
      value,
      accounts: [...accounts].sort((a, b) => a - b),
    }));
  }

  #sharers(value: string, first: number): Set<number> {
    const sharers = this.#shared.get(value) ?? new Set([first]);
    this.#shared.set(value, sharers);
    return sharers;
  }
}
