import { placesInBoth } from "./jump-search.ts";
import { addAll, drain, isDense, type NumberSet, numberSet, sortDistinct } from "../../access/ids/number-set.ts";

/** Room to match in, made once and used again and again; the set is empty between calls. */
export type Scratch = { readonly set: NumberSet; readonly room: Uint32Array };

/** Room for numbers below the bound. */
export function scratchFor(bound: number): Scratch {
  return { set: numberSet(bound), room: new Uint32Array(bound) };
}

/**
 * The numbers that stand in more than `atMost` of the lists, ascending; lists are ascending and hold each number once. Such a
 * number stands in one of the shortest lists, whichever `atMost` lists are left out: only those are looked up in the others.
 */
export function inMoreThan(atMost: number, lists: readonly Uint32Array[], scratch: Scratch): Uint32Array {
  if (atMost >= lists.length) return new Uint32Array(0);
  if (atMost === lists.length - 1) return inAll(lists, scratch);
  const byLength = shortestFirst(lists);
  const candidates = inAny(byLength.slice(0, lists.length - atMost), scratch);
  if (atMost === 0) return candidates;
  const counts = new Uint32Array(candidates.length);
  for (const list of byLength) countIn(list, candidates, counts, scratch);
  return candidates.filter((_, place) => (counts[place] ?? 0) > atMost);
}

/** The numbers that stand in any of the lists, ascending, each once. */
export function inAny(lists: readonly Uint32Array[], { set, room }: Scratch): Uint32Array {
  const [first, ...others] = lists;
  if (first !== undefined && others.length === 0) return first;
  const total = lists.reduce((sum, { length }) => sum + length, 0);
  if (isDense(total, set)) {
    for (const list of lists) addAll(set, list);
    return room.slice(0, drain(set, room));
  }
  const all = joined(lists, total);
  return all.slice(0, sortDistinct(all, set));
}

function joined(lists: readonly Uint32Array[], total: number): Uint32Array {
  const all = new Uint32Array(total);
  let offset = 0;
  for (const list of lists) {
    all.set(list, offset);
    offset += list.length;
  }
  return all;
}

/** The numbers that stand in each of the lists, ascending; none where there are no lists. */
export function inAll(lists: readonly Uint32Array[], { room }: Scratch): Uint32Array {
  const [shortest, ...longer] = shortestFirst(lists);
  let found = shortest ?? new Uint32Array(0);
  for (const list of longer) found = pick(found, room, placesInBoth(found, list, room));
  return found;
}

function shortestFirst(lists: readonly Uint32Array[]): readonly Uint32Array[] {
  return lists.toSorted((a, b) => a.length - b.length);
}

function pick(numbers: Uint32Array, places: Uint32Array, count: number): Uint32Array {
  const picked = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) picked[i] = numbers[places[i] ?? 0] ?? 0;
  return picked;
}

function countIn(list: Uint32Array, candidates: Uint32Array, counts: Uint32Array, { room }: Scratch): void {
  const found = placesInBoth(candidates, list, room);
  for (let i = 0; i < found; i += 1) {
    const place = room[i] ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
}
