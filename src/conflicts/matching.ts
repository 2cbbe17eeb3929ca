import { inAny, inMoreThan, type Scratch } from "./kernel/match.ts";
import { smallestTeam } from "./kernel/team.ts";
import type { PackConflict } from "./packs.ts";

/** By what a conflict is matched: the same whether duties are held in a tenant or in an example. */
export type Matchable = Pick<PackConflict, "sides" | "atMost" | "people">;

/** Numbers of those caught, ascending. `team` is empty but for a conflict that demands several people. */
export type Matched = {
  readonly holders: Uint32Array;
  readonly team: Uint32Array;
  /** How many hold any of the duties. */
  readonly examined: number;
};

const nobody = new Uint32Array(0);

/** Who holds more of the sides than allowed; or the fewest people who hold all sides together, where that is too few. */
export function matchConflict(
  { sides, atMost, people }: Matchable,
  holdersOf: (duty: string) => Uint32Array,
  scratch: Scratch,
): Matched {
  const lists = sideLists({ sides }, holdersOf, scratch);
  if (people === null) {
    const holders = inMoreThan(atMost, lists, scratch);
    return { holders, team: nobody, examined: holdersOfAny(lists, atMost, holders, scratch) };
  }
  const team = smallestTeam(lists, scratch);
  const examined = inAny(lists, scratch).length;
  return { holders: nobody, team: team !== null && team.length < people ? team : nobody, examined };
}

/** Of two sides of which one may be held, the holders are who stands in both: nothing is left to be looked up. */
function holdersOfAny(lists: readonly Uint32Array[], atMost: number, holders: Uint32Array, scratch: Scratch): number {
  if (lists.length !== 2 || atMost !== 1) return inAny(lists, scratch).length;
  return lists.reduce((sum, { length }) => sum + length, 0) - holders.length;
}

/** Who holds each side: any of its duties. */
export function sideLists(
  { sides }: Pick<Matchable, "sides">,
  holdersOf: (duty: string) => Uint32Array,
  scratch: Scratch,
): readonly Uint32Array[] {
  return sides.map((side) => inAny(side.map(holdersOf), scratch));
}
