import { type NumberSet, numberSet, sortDistinct } from "../../access/numbers/number-set.ts";
import type { Run } from "./pair-runs.ts";
import { resized } from "../../access/numbers/resized.ts";

/** An ascending list of numbers, each once, for every key: that of key k stands from `offsets[k]` to `offsets[k + 1]`. */
export type PostingLists = { readonly offsets: Uint32Array; readonly numbers: Uint32Array };

/** The list of a key. Throws a RangeError where there is no such key: nobody must be cleared by a list that is not there. */
export function listOf({ offsets, numbers }: PostingLists, key: number): Uint32Array {
  const from = offsets[key];
  const until = offsets[key + 1];
  if (from === undefined || until === undefined) throw new RangeError(`there is no list ${key}`);
  return numbers.subarray(from, until);
}

/** Lists of numbers below `bound` for so many keys, made of all pairs in the runs. Empties `runs` as it goes. */
export function postingListsOf(runs: Run[], keys: number, bound: number): PostingLists {
  const offsets = offsetsOf(runs, keys);
  const numbers = new Uint32Array(offsets[keys] ?? 0);
  const next = offsets.slice();
  for (let run = runs.pop(); run !== undefined; run = runs.pop()) deal(run, next, numbers);
  return distinct(offsets, numbers, numberSet(bound));
}

function offsetsOf(runs: readonly Run[], keys: number): Uint32Array {
  const offsets = new Uint32Array(keys + 1);
  for (const run of runs) {
    for (let i = 0; i < run.keys.length; i += 1) {
      const after = (run.keys[i] ?? 0) + 1;
      offsets[after] = (offsets[after] ?? 0) + (run.ends[i] ?? 0) - (run.ends[i - 1] ?? 0);
    }
  }
  for (let key = 0; key < keys; key += 1) offsets[key + 1] = (offsets[key + 1] ?? 0) + (offsets[key] ?? 0);
  return offsets;
}

function deal({ keys, ends, numbers }: Run, next: Uint32Array, into: Uint32Array): void {
  let from = 0;
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] ?? 0;
    const end = ends[i] ?? 0;
    let at = next[key] ?? 0;
    for (; from < end; from += 1) {
      into[at] = numbers[from] ?? 0;
      at += 1;
    }
    next[key] = at;
  }
}

/** Sorts each list, drops what it holds twice, and moves the lists together. */
function distinct(offsets: Uint32Array, numbers: Uint32Array<ArrayBuffer>, scratch: NumberSet): PostingLists {
  let used = 0;
  for (let key = 0; key + 1 < offsets.length; key += 1) {
    const from = offsets[key] ?? 0;
    const list = numbers.subarray(from, offsets[key + 1]);
    const kept = ascends(list) ? list.length : sortDistinct(list, scratch);
    offsets[key] = used;
    if (used < from) numbers.copyWithin(used, from, from + kept);
    used += kept;
  }
  offsets[offsets.length - 1] = used;
  return { offsets, numbers: used === numbers.length ? numbers : resized(numbers, used) };
}

function ascends(list: Uint32Array): boolean {
  for (let i = 1; i < list.length; i += 1) if ((list[i - 1] ?? 0) >= (list[i] ?? 0)) return false;
  return true;
}
