import { placesInBoth } from "./jump-search.ts";
import { inAny, type Scratch } from "./match.ts";

/** Duties are bits of a number, and the sets of them that are looked at grow with its power of two. */
const mostDuties = 20;

/**
 * The fewest persons who together stand in all the lists, ascending; null where a list is empty. Li, Bizri and Tripunitara,
 * "On mutually exclusive roles and separation-of-duty", CCS 2004: a minimum set cover, exact, by the sets of lists that
 * persons stand in. Throws a RangeError for more than 20 lists.
 */
export function smallestTeam(lists: readonly Uint32Array[], scratch: Scratch): Uint32Array | null {
  if (lists.length > mostDuties)
    throw new RangeError(`at most ${mostDuties} duties can be shared out, not ${lists.length}`);
  const personOf = firstPersonBySet(lists, scratch);
  const sets = [...personOf.keys()];
  const largest = sets.filter((set) => !sets.some((other) => other !== set && (set & ~other) === 0));
  const cover = smallestCover(2 ** lists.length - 1, largest, new Map());
  return cover === null ? null : Uint32Array.from(cover, (set) => personOf.get(set) ?? 0).sort();
}

/** For every set of lists (bit i: the i-th list) that some person stands in, and in no other list: the first of them. */
function firstPersonBySet(lists: readonly Uint32Array[], scratch: Scratch): ReadonlyMap<number, number> {
  const persons = inAny(lists, scratch);
  const sets = new Uint32Array(persons.length);
  for (const [bit, list] of lists.entries()) {
    const found = placesInBoth(persons, list, scratch.room);
    for (const place of scratch.room.subarray(0, found)) sets[place] = (sets[place] ?? 0) | (1 << bit);
  }
  const first = new Map<number, number>();
  for (const [place, set] of sets.entries()) if (!first.has(set)) first.set(set, persons[place] ?? 0);
  return first;
}

type Cover = readonly number[];

/** Some set must have the lowest bit that is left, so that it is enough to try those. */
function smallestCover(left: number, sets: readonly number[], known: Map<number, Cover | null>): Cover | null {
  if (left === 0) return [];
  const before = known.get(left);
  if (before !== undefined) return before;
  let best: Cover | null = null;
  for (const set of sets) {
    if ((set & left & -left) === 0) continue;
    const rest = smallestCover(left & ~set, sets, known);
    if (rest !== null && (best === null || rest.length + 1 < best.length)) best = [set, ...rest];
  }
  known.set(left, best);
  return best;
}
