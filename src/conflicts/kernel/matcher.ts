import type { HolderIndex } from "./holder-index.ts";
import { inAll, inAny, inMoreThan, type Scratch, scratchFor } from "./match.ts";
import { checkDuties, checkConflict, type NumberedConflict, type NumberedDuty } from "./numbered-conflict.ts";
import { listOf, type PostingLists } from "./posting-lists.ts";
import { smallestTeam } from "./team.ts";

/** Matches against an index, reading only the lists that are named. Persons come out ascending. */
export type Matcher = {
  /** Who holds more of the conflict's duties than allowed. */
  readonly violatorsOf: (conflict: NumberedConflict) => Uint32Array;
  /**
   * The fewest persons who hold all the duties together, where they are fewer than `people`; null where it takes that many,
   * or nobody holds one of the duties.
   */
  readonly teamBelow: (people: number, duties: readonly NumberedDuty[]) => Uint32Array | null;
};

export function matcherOf({ holders, persons }: HolderIndex): Matcher {
  const scratch = scratchFor(persons);
  const listsOf = (duties: readonly NumberedDuty[]): readonly Uint32Array[] =>
    duties.map((duty) => dutyHolders(duty, holders, scratch));
  return {
    violatorsOf: (conflict) => {
      checkConflict(conflict, holders);
      return inMoreThan(conflict.atMost, listsOf(conflict.duties), scratch);
    },
    teamBelow: (people, duties) => {
      checkDuties(duties, holders);
      const team = smallestTeam(listsOf(duties), scratch);
      return team !== null && team.length < people ? team : null;
    },
  };
}

/** The persons that hold the duty, ascending. */
function dutyHolders({ heldBy, points }: NumberedDuty, holders: PostingLists, scratch: Scratch): Uint32Array {
  const lists = points.map((point) => listOf(holders, point));
  return heldBy === "any" ? inAny(lists, scratch) : inAll(lists, scratch);
}
