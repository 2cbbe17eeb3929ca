import type { Components } from "./components.ts";
import type { Relation } from "./relation.ts";

/** Groups and principals, each under numbers of their own from 0 up. */
export type Memberships = {
  /** The groups that are members of each group. */
  readonly nested: Relation;
  /** The principals that are members of each group themselves. */
  readonly members: Relation;
  readonly principals: number;
};

const groupsPerPass = 32;
const none = new Uint32Array();

/**
 * The members of each of the groups asked for, own and nested, ascending, in the order asked. 32 groups share a pass, in which
 * each is a bit: the bits are handed down the nesting, then to the members.
 */
export function* effectiveMembers(
  { nested, members, principals }: Memberships,
  components: Components,
  asked: Uint32Array,
): Generator<Uint32Array, void> {
  const reach = new Uint32Array(components.of.length);
  const held = new Uint32Array(principals);
  const lists = Array.from({ length: Math.min(asked.length, groupsPerPass) }, () => new Uint32Array(principals));
  for (let start = 0; start < asked.length; start += groupsPerPass) {
    const pass = asked.subarray(start, start + groupsPerPass);
    markGroups(pass, nested.starts, components, reach);
    markMembers(members, components.of, reach, held);
    const sizes = readOff(held, lists);
    for (const [bit, size] of sizes.subarray(0, pass.length).entries()) yield lists[bit]?.slice(0, size) ?? none;
  }
}

/** Gives every component the bits of the groups it can be reached from, going from those above to those below. */
function markGroups(pass: Uint32Array, starts: Uint32Array, components: Components, reach: Uint32Array): void {
  const { of, downwards, nested } = components;
  reach.fill(0);
  for (const [bit, group] of pass.entries()) reach[of[group] ?? 0] = (reach[of[group] ?? 0] ?? 0) | (1 << bit);
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
  const sizes = new Uint32Array(groupsPerPass);
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
