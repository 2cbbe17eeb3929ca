import { resized } from "../numbers/resized.ts";
import { accumulate, type Relation } from "./relation.ts";

/** The relation read backwards: which numbers are linked to each of `size` targets. */
export function reversed({ starts, targets }: Relation, size: number): Relation {
  const backStarts = new Uint32Array(size + 1);
  countTargets(targets, backStarts);
  accumulate(backStarts);
  const sources = new Uint32Array(targets.length);
  const next = backStarts.slice(0, size);
  for (let from = 0; from + 1 < starts.length; from += 1)
    placeSource(from, targets, starts[from] ?? 0, starts[from + 1] ?? 0, next, sources);
  return { starts: backStarts, targets: sources };
}

/** The relation with only those links that lead to one of the wanted, all of them below `size`. */
export function restrictedTo(wanted: Uint32Array, { starts, targets }: Relation, size: number): Relation {
  const isWanted = bitsOf(wanted, size);
  const keptStarts = new Uint32Array(starts.length);
  let kept = new Uint32Array(0);
  let used = 0;
  for (let from = 0; from + 1 < starts.length; from += 1) {
    const [start, end] = [starts[from] ?? 0, starts[from + 1] ?? 0];
    const needed = used + end - start;
    if (needed > kept.length) kept = resized(kept, Math.min(needed * 2, used + targets.length - start));
    used = keep(targets, start, end, isWanted, kept, used);
    keptStarts[from + 1] = used;
  }
  return { starts: keptStarts, targets: kept.subarray(0, used) };
}

function countTargets(targets: Uint32Array, starts: Uint32Array): void {
  for (let at = 0; at < targets.length; at += 1) {
    const after = (targets[at] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
}

function placeSource(
  from: number,
  targets: Uint32Array,
  start: number,
  end: number,
  next: Uint32Array,
  sources: Uint32Array,
): void {
  for (let at = start; at < end; at += 1) {
    const target = targets[at] ?? 0;
    const slot = next[target] ?? 0;
    sources[slot] = from;
    next[target] = slot + 1;
  }
}

function bitsOf(numbers: Uint32Array, size: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(size / 32));
  for (const number of numbers) bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
  return bits;
}

/** Without a branch: which links are wanted cannot be foreseen, and guessing wrong costs more than writing in vain. */
function keep(
  targets: Uint32Array,
  start: number,
  end: number,
  isWanted: Uint32Array,
  into: Uint32Array,
  used: number,
): number {
  let kept = used;
  for (let at = start; at < end; at += 1) {
    const target = targets[at] ?? 0;
    into[kept] = target;
    kept += ((isWanted[target >>> 5] ?? 0) >>> (target & 31)) & 1;
  }
  return kept;
}
