import type { EdgeList } from "./edge-list.ts";

/**
 * What each number is linked to: the links of `from` are `targets[starts[from]]` up to, not including,
 * `targets[starts[from + 1]]`, ascending, each once.
 */
export type Relation = { readonly starts: Uint32Array; readonly targets: Uint32Array };

/** A relation whose links keep the tag of the edge that was first to say so, at the place of the target. */
export type TaggedRelation = Relation & { readonly tags: Uint32Array };

/** How many numbers there are that edges lead from, and how many that they lead to. */
export type Sizes = { readonly from: number; readonly to: number };

/** The relation that the edges make, which leaves their list empty. Throws a RangeError for an edge from or to a number that there is not. */
export function relationOf({ from, to }: Sizes, edges: EdgeList): TaggedRelation {
  const starts = new Uint32Array(from + 1);
  for (const chunk of edges.chunks()) count(chunk, to, starts);
  accumulate(starts);
  if (starts[from] !== edges.size) throw new RangeError(`an edge leads from or to beyond ${from} and ${to} numbers`);

  const targets = new Uint32Array(edges.size);
  const tags = new Uint32Array(edges.size);
  const next = starts.slice(0, from);
  for (const chunk of edges.drain()) place(chunk, next, targets, tags);
  return ascending({ starts, targets, tags });
}

/** The links of a number. */
export function linksOf({ starts, targets }: Relation, from: number): Uint32Array {
  return targets.subarray(starts[from], starts[from + 1]);
}

/** Where in `targets` the link stands; undefined where there is none. */
export function placeOf({ starts, targets }: Relation, from: number, target: number): number | undefined {
  return placeIn(targets, target, starts[from], starts[from + 1]);
}

/** Where the number stands in what is ascending between `start` and `end`; undefined where it does not. */
export function placeIn(ascending: Uint32Array, number: number, start = 0, end = ascending.length): number | undefined {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low < end && ascending[low] === number ? low : undefined;
}

function count(chunk: Uint32Array, to: number, starts: Uint32Array): void {
  for (let at = 0; at < chunk.length; at += 3) {
    const after = (chunk[at] ?? 0) + 1;
    if ((chunk[at + 1] ?? 0) < to) starts[after] = (starts[after] ?? 0) + 1;
  }
}

export function accumulate(counts: Uint32Array): void {
  for (let index = 1; index < counts.length; index += 1)
    counts[index] = (counts[index] ?? 0) + (counts[index - 1] ?? 0);
}

function place(chunk: Uint32Array, next: Uint32Array, targets: Uint32Array, tags: Uint32Array): void {
  for (let at = 0; at < chunk.length; at += 3) {
    const from = chunk[at] ?? 0;
    const slot = next[from] ?? 0;
    targets[slot] = chunk[at + 1] ?? 0;
    tags[slot] = chunk[at + 2] ?? 0;
    next[from] = slot + 1;
  }
}

/** Sorts every number's links in place and drops those that are there already. */
function ascending({ starts, targets, tags }: TaggedRelation): TaggedRelation {
  let kept = 0;
  let start = 0;
  for (let from = 0; from + 1 < starts.length; from += 1) {
    const end = starts[from + 1] ?? 0;
    sortLinks(targets.subarray(start, end), tags.subarray(start, end));
    kept = keepDistinct(targets, tags, start, end, kept);
    starts[from + 1] = kept;
    start = end;
  }
  return { starts, targets: targets.subarray(0, kept), tags: tags.subarray(0, kept) };
}

/** Sorts by target, then by place, in one number each: links come in by the million, and this sort needs no calls. */
function sortLinks(targets: Uint32Array, tags: Uint32Array): void {
  if (isAscending(targets)) return;
  const { length } = targets;
  const keys = Float64Array.from(targets, (target, place) => target * length + place).sort();
  if ((keys.at(-1) ?? 0) > Number.MAX_SAFE_INTEGER) throw new RangeError(`${length} links of one number are too many`);
  const oldTags = tags.slice();
  for (let at = 0; at < length; at += 1) {
    const key = keys[at] ?? 0;
    targets[at] = Math.floor(key / length);
    tags[at] = oldTags[key % length] ?? 0;
  }
}

function isAscending(targets: Uint32Array): boolean {
  for (let at = 1; at < targets.length; at += 1) if ((targets[at - 1] ?? 0) > (targets[at] ?? 0)) return false;
  return true;
}

function keepDistinct(targets: Uint32Array, tags: Uint32Array, start: number, end: number, kept: number): number {
  let used = kept;
  for (let at = start; at < end; at += 1) {
    if (at > start && targets[at] === targets[used - 1]) continue;
    targets[used] = targets[at] ?? 0;
    tags[used] = tags[at] ?? 0;
    used += 1;
  }
  return used;
}
