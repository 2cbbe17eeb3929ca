import { addSpan, drain, type NumberSet, numberSet } from "../numbers/number-set.ts";
import { placeIn, type Relation } from "./relation.ts";

/**
 * A group and all groups nested in it, ascending; `above` is the next group on a shortest way up from each, of several the
 * way that reads smallest from the top. The top stands above itself.
 */
export type WaysDown = { readonly top: number; readonly groups: Uint32Array; readonly above: Uint32Array };

/** Memory for searching down, made once: one number for each group, all 0 between calls, and a set that is empty. */
export type Search = { readonly above: Uint32Array; readonly queue: Uint32Array; readonly found: NumberSet };

export function searchIn(groups: number): Search {
  return { above: new Uint32Array(groups), queue: new Uint32Array(groups), found: numberSet(groups) };
}

/** Breadth first from the top. */
export function waysDown(top: number, nested: Relation, { above, queue, found }: Search): WaysDown {
  const { starts, targets } = nested;
  queue[0] = top;
  above[top] = top + 1;
  let count = 1;
  for (let at = 0; at < count; at += 1) {
    const group = queue[at] ?? 0;
    count = discover(group, targets, starts[group] ?? 0, starts[group + 1] ?? 0, above, queue, count);
  }
  addSpan(found, queue, 0, count);
  const groups = queue.slice(0, drain(found, queue));
  return { top, groups, above: taken(above, groups) };
}

function discover(
  group: number,
  targets: Uint32Array,
  start: number,
  end: number,
  above: Uint32Array,
  queue: Uint32Array,
  used: number,
): number {
  let count = used;
  for (let at = start; at < end; at += 1) {
    const member = targets[at] ?? 0;
    if (above[member] !== 0) continue;
    above[member] = group + 1;
    queue[count] = member;
    count += 1;
  }
  return count;
}

/** What stands above each of the groups, which leaves 0 there. */
function taken(above: Uint32Array, groups: Uint32Array): Uint32Array {
  const found = new Uint32Array(groups.length);
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups[at] ?? 0;
    found[at] = (above[group] ?? 0) - 1;
    above[group] = 0;
  }
  return found;
}

/** For each of the groups that is nested in the top, or is the top: the groups from there up to the top. */
export function waysUp(ways: WaysDown, entries: Uint32Array): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (let at = 0; at < entries.length; at += 1) {
    const place = placeIn(ways.groups, entries[at] ?? 0);
    if (place !== undefined) found.push(wayUp(ways, place));
  }
  return found;
}

function wayUp({ top, groups, above }: WaysDown, entry: number): readonly number[] {
  const way: number[] = [];
  for (let place = entry; ; place = placeIn(groups, above[place] ?? 0) ?? 0) {
    const group = groups[place] ?? 0;
    way.push(group);
    if (group === top) return way;
  }
}
