import { placesInBoth } from "./jump-search.ts";
import { addAll, drain, isDense, type NumberSet, numberSet, sortDistinct } from "../../access/numbers/number-set.ts";

/** Room to match in, made once and used again and again; the set is empty between calls. */
export type Scratch = { readonly set: NumberSet; readonly room: Uint32Array };

const nothing = new Uint32Array(0);

/** Room for numbers below the bound. */
export function scratchFor(bound: number): Scratch {
  return { set: numberSet(bound), room: new Uint32Array(bound) };
}

/**
 * The numbers that stand in more than `atMost` of the lists, ascending; lists are ascending and hold each number once. Such a
 * number stands in one of the shortest lists, whichever `atMost` lists are left out: only those are looked up, each in the lists
 * that are longer than its own.
 */
export function inMoreThan(atMost: number, lists: readonly Uint32Array[], scratch: Scratch): Uint32Array {
  const byLength = shortestFirst(lists);
  const found: Uint32Array[] = [];
  for (let first = 0; first + atMost < byLength.length; first += 1) {
    const candidates = byLength[first] ?? nothing;
    found.push(inAtLeast(atMost, candidates, byLength.slice(first + 1), scratch));
  }
  return inAny(found, scratch);
}

/** Those of the candidates that stand in so many of the lists at least. Who can no longer reach that is looked up no further. */
function inAtLeast(
  needed: number,
  candidates: Uint32Array,
  lists: readonly Uint32Array[],
  scratch: Scratch,
): Uint32Array {
  if (needed === 0) return candidates;
  if (needed === lists.length) return inEach(candidates, lists, scratch);
  let left = candidates;
  let counts = new Uint32Array(candidates.length);
  for (let at = 0; at < lists.length; at += 1) {
    countIn(lists[at] ?? nothing, left, counts, scratch);
    const fewest = needed - (lists.length - 1 - at);
    if (fewest <= 0) continue;
    const kept = placesOfAtLeast(fewest, counts, scratch);
    left = pick(left, scratch.room, kept);
    counts = pick(counts, scratch.room, kept);
  }
  return left;
}

function inEach(candidates: Uint32Array, lists: readonly Uint32Array[], { room }: Scratch): Uint32Array {
  let found = candidates;
  for (let at = 0; at < lists.length; at += 1) {
    const list = lists[at] ?? nothing;
    found = pick(found, room, placesInBoth(found, list, room));
  }
  return found;
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
export function inAll(lists: readonly Uint32Array[], scratch: Scratch): Uint32Array {
  const [shortest = nothing, ...longer] = shortestFirst(lists);
  return inEach(shortest, longer, scratch);
}

function shortestFirst(lists: readonly Uint32Array[]): readonly Uint32Array[] {
  return lists.length < 2 ? lists : lists.toSorted((a, b) => a.length - b.length);
}

function pick(numbers: Uint32Array, places: Uint32Array, count: number): Uint32Array<ArrayBuffer> {
  if (count === 0) return nothing;
  const picked = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) picked[i] = numbers[places[i] ?? 0] ?? 0;
  return picked;
}

function placesOfAtLeast(fewest: number, counts: Uint32Array, { room }: Scratch): number {
  let used = 0;
  for (let place = 0; place < counts.length; place += 1) {
    room[used] = place;
    if ((counts[place] ?? 0) >= fewest) used += 1;
  }
  return used;
}

function countIn(list: Uint32Array, candidates: Uint32Array, counts: Uint32Array, { room }: Scratch): void {
  const found = placesInBoth(candidates, list, room);
  for (let i = 0; i < found; i += 1) {
    const place = room[i] ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
}
