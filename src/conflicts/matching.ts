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
  const examined = inAny(lists, scratch).length;
  if (people === null) return { holders: inMoreThan(atMost, lists, scratch), team: nobody, examined };
  const team = smallestTeam(lists, scratch);
  return { holders: nobody, team: team !== null && team.length < people ? team : nobody, examined };
}

/** Who holds each side: any of its duties. */
export function sideLists(
  { sides }: Pick<Matchable, "sides">,
  holdersOf: (duty: string) => Uint32Array,
  scratch: Scratch,
): readonly Uint32Array[] {
  return sides.map((side) => inAny(side.map(holdersOf), scratch));
}
