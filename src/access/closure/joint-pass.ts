import type { Components } from "./components.ts";
import type { Memberships } from "./memberships.ts";
import type { Relation } from "./relation.ts";

/** Finds the members of the groups from `asked[from]` up to, not including, `asked[next]`: a list each, ascending. */
export type JointPass = (
  asked: Uint32Array,
  from: number,
) => { readonly lists: readonly Uint32Array[]; readonly next: number };

/** Components that share a pass: each is a bit of a word. */
const componentsPerPass = 32;

/**
 * Finds the members of many groups at once, in one pass over all memberships: the bits of the groups asked for are handed down
 * the nesting, then to the members. Groups that contain each other have the same members, take one bit and get one list.
 */
export function jointPassOf({ nested, members, principals }: Memberships, components: Components): JointPass {
  const { of } = components;
  const reach = new Uint32Array(of.length);
  const held = new Uint32Array(principals);
  const rooms = Array.from({ length: componentsPerPass }, () => new Uint32Array(principals));
  return (asked, from) => {
    const { bits, next } = bitsFor(asked, from, of);
    reach.fill(0);
    for (const [component, bit] of bits) reach[component] = 1 << bit;
    handDown(nested.starts, components, reach);
    markMembers(members, of, reach, held);
    const sizes = readOff(held, rooms);
    const lists = rooms.slice(0, bits.size).map((room, bit) => room.slice(0, sizes[bit]));
    const listOf = (group: number): Uint32Array => lists[bits.get(of[group] ?? 0) ?? 0] ?? new Uint32Array();
    return { lists: Array.from(asked.subarray(from, next), listOf), next };
  };
}

/** A bit for each component of the groups asked for, as far as bits go. */
function bitsFor(asked: Uint32Array, from: number, of: Uint32Array) {
  const bits = new Map<number, number>();
  let next = from;
  for (; next < asked.length; next += 1) {
    const component = of[asked[next] ?? 0] ?? 0;
    if (bits.has(component)) continue;
    if (bits.size === componentsPerPass) break;
    bits.set(component, bits.size);
  }
  return { bits, next };
}

/** Gives every component the bits of those it can be reached from, going from those above to those below. */
function handDown(starts: Uint32Array, { of, downwards, nested }: Components, reach: Uint32Array): void {
  for (let at = 0; at < downwards.length; at += 1) {
    const group = downwards[at] ?? 0;
    const bits = reach[of[group] ?? 0] ?? 0;
    if (bits !== 0) mark(bits, nested, starts[group] ?? 0, starts[group + 1] ?? 0, reach);
  }
}

function markMembers({ starts, targets }: Relation, of: Uint32Array, reach: Uint32Array, held: Uint32Array): void {
  for (let group = 0; group < of.length; group += 1) {
    const bits = reach[of[group] ?? 0] ?? 0;
    if (bits !== 0) mark(bits, targets, starts[group] ?? 0, starts[group + 1] ?? 0, held);
  }
}

function mark(bits: number, targets: Uint32Array, start: number, end: number, marks: Uint32Array): void {
  for (let at = start; at < end; at += 1) {
    const target = targets[at] ?? 0;
    marks[target] = (marks[target] ?? 0) | bits;
  }
}

/** Lists the principals under each of their bits, clears the bits, and tells how many each list got. */
function readOff(held: Uint32Array, lists: readonly Uint32Array[]): Uint32Array {
  const sizes = new Uint32Array(componentsPerPass);
  for (let principal = 0; principal < held.length; principal += 1) {
    const bits = held[principal] ?? 0;
    if (bits === 0) continue;
    append(principal, bits, lists, sizes);
    held[principal] = 0;
  }
  return sizes;
}

function append(principal: number, bits: number, lists: readonly Uint32Array[], sizes: Uint32Array): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    const bit = 31 - Math.clz32(rest & -rest);
    const list = lists[bit];
    const size = sizes[bit] ?? 0;
    if (list !== undefined) list[size] = principal;
    sizes[bit] = size + 1;
  }
}
