import type { Person } from "../../domain/person.ts";

/** Who has more than one account. `unknown` says why there may be more such persons than these. */
export type PersonFacts = {
  /** How many have, for certain or possibly. */
  readonly count: number;
  /** The person whose account this certainly is, where they have another. */
  readonly personOf: (principalId: string) => Person | undefined;
  /** Those whose it may be besides, by what only suggests it. */
  readonly possiblePersonsOf: (principalId: string) => readonly Person[];
  readonly unknown: readonly string[];
};
