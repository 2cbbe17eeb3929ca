import {
  addSpan,
  addUnmarked,
  drain,
  isFull,
  markEveryWord,
  type NumberSet,
  numberSet,
} from "../numbers/number-set.ts";
import type { Memberships } from "./memberships.ts";
import { linksOf, type Relation } from "./relation.ts";

/** Finds the members of one group, own and nested, ascending; `read` tells how many memberships it read for that. */
export type Walk = (group: number) => { readonly members: Uint32Array; readonly read: number };

/**
 * Walks down the nesting from one group at a time. Its memory is made once and empty between calls, so that a walk costs what it
 * reads, however many groups and principals there are; the members of a group that has no other in it are its own list, which
 * nobody may write to. Groups are read in the order of their numbers, in which their members stand in memory.
 */
export function walkOf({ nested, members, principals }: Memberships): Walk {
  const groups = nested.starts.length - 1;
  const reached = numberSet(groups);
  const queue = new Uint32Array(groups);
  const held = numberSet(principals);
  const room = new Uint32Array(principals);
  return (group) => {
    if (nested.starts[group] === nested.starts[group + 1]) {
      const own = linksOf(members, group);
      return { members: own, read: own.length };
    }
    const below = reach(group, nested, reached, queue);
    const read = countLinks(members.starts, queue, below);
    markMembers(members, queue, below, read, held);
    return { members: room.slice(0, drain(held, room)), read };
  };
}

/** Writes the group and all nested in it to the front of `queue`, ascending, and gives how many they are. */
function reach(group: number, { starts, targets }: Relation, reached: NumberSet, queue: Uint32Array): number {
  queue[0] = group;
  addSpan(reached, queue, 0, 1);
  let found = 1;
  for (let at = 0; at < found; at += 1) {
    const next = queue[at] ?? 0;
    found = addNew(targets, starts[next] ?? 0, starts[next + 1] ?? 0, reached, queue, found);
  }
  return drain(reached, queue);
}

function addNew(
  targets: Uint32Array,
  start: number,
  end: number,
  { words, groups }: NumberSet,
  queue: Uint32Array,
  used: number,
): number {
  let found = used;
  for (let at = start; at < end; at += 1) {
    const target = targets[at] ?? 0;
    const word = target >>> 5;
    const bit = 1 << (target & 31);
    const bits = words[word] ?? 0;
    if ((bits & bit) !== 0) continue;
    words[word] = bits | bit;
    groups[word >>> 5] = (groups[word >>> 5] ?? 0) | (1 << (word & 31));
    queue[found] = target;
    found += 1;
  }
  return found;
}

function countLinks(starts: Uint32Array, groups: Uint32Array, count: number): number {
  let links = 0;
  for (let at = 0; at < count; at += 1) {
    const group = groups[at] ?? 0;
    links += (starts[group + 1] ?? 0) - (starts[group] ?? 0);
  }
  return links;
}

function markMembers(
  { starts, targets }: Relation,
  groups: Uint32Array,
  count: number,
  links: number,
  held: NumberSet,
): void {
  const isMany = isFull(links, held);
  if (isMany) markEveryWord(held);
  for (let at = 0; at < count; at += 1) {
    const group = groups[at] ?? 0;
    const start = starts[group] ?? 0;
    const end = starts[group + 1] ?? 0;
    if (isMany) addUnmarked(held, targets, start, end);
    else addSpan(held, targets, start, end);
  }
}
