import { resized } from "../../access/numbers/resized.ts";

/** Pairs that came together, grouped by key: the numbers of `keys[i]` end at `ends[i]`, where those of the next begin. */
export type Run = { readonly keys: Uint32Array; readonly ends: Uint32Array; readonly numbers: Uint32Array };

/** Pairs (key, number) as they come, in any order, kept at little more than four bytes each. */
export type PairRuns = {
  readonly add: (keys: Uint32Array, numbers: Uint32Array) => void;
  /** Ends the last run and hands over all; after it, `add` and `take` throw. */
  readonly take: () => Run[];
};

/** A run is grouped when so many pairs are there: enough that a key often comes again, few enough to stay in the cache. */
const usualRun = 1 << 18;

export function pairRuns(runLength = usualRun): PairRuns {
  const runs: Run[] = [];
  let keys = new Uint32Array(0);
  let numbers = new Uint32Array(0);
  let used = 0;
  let taken = false;
  const checkOpen = (): void => {
    if (taken) throw new TypeError("the pairs were handed over already");
  };
  const makeRoom = (needed: number): void => {
    if (needed <= keys.length || keys.length === runLength) return;
    const room = Math.min(runLength, Math.max(needed, keys.length * 4));
    keys = resized(keys, room);
    numbers = resized(numbers, room);
  };
  const endRun = (): void => {
    if (used > 0) runs.push(grouped(keys.subarray(0, used), numbers.subarray(0, used)));
    used = 0;
  };
  return {
    add: (moreKeys, moreNumbers) => {
      checkOpen();
      if (moreKeys.length !== moreNumbers.length) throw new RangeError("as many keys as numbers make pairs");
      for (let from = 0; from < moreKeys.length; ) {
        makeRoom(used + moreKeys.length - from);
        const until = Math.min(moreKeys.length, from + keys.length - used);
        keys.set(moreKeys.subarray(from, until), used);
        numbers.set(moreNumbers.subarray(from, until), used);
        used += until - from;
        from = until;
        if (used === runLength) endRun();
      }
    },
    take: () => {
      checkOpen();
      endRun();
      taken = true;
      return runs;
    },
  };
}

/** Sorts by key, counting: the numbers of a key stay in the order in which they came. */
function grouped(keys: Uint32Array, numbers: Uint32Array): Run {
  const ends = startsByKey(keys);
  const placed = new Uint32Array(keys.length);
  place(keys, numbers, ends, placed);
  const present: number[] = [];
  for (let key = 0; key < ends.length; key += 1) if (ends[key] !== (ends[key - 1] ?? 0)) present.push(key);
  return { keys: Uint32Array.from(present), ends: Uint32Array.from(present, (key) => ends[key] ?? 0), numbers: placed };
}

function startsByKey(keys: Uint32Array): Uint32Array {
  let highest = 0;
  for (let i = 0; i < keys.length; i += 1) highest = Math.max(highest, keys[i] ?? 0);
  const starts = new Uint32Array(highest + 1);
  for (let i = 0; i < keys.length; i += 1) starts[keys[i] ?? 0] = (starts[keys[i] ?? 0] ?? 0) + 1;
  let start = 0;
  for (let key = 0; key <= highest; key += 1) {
    const count = starts[key] ?? 0;
    starts[key] = start;
    start += count;
  }
  return starts;
}

/** Turns each key's start into its end. */
function place(keys: Uint32Array, numbers: Uint32Array, starts: Uint32Array, placed: Uint32Array): void {
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] ?? 0;
    const at = starts[key] ?? 0;
    placed[at] = numbers[i] ?? 0;
    starts[key] = at + 1;
  }
}
