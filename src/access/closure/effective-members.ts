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
  for (let start = 0; start < asked.length; start += groupsPerPass) {
    const pass = asked.subarray(start, start + groupsPerPass);
    markGroups(pass, nested, components, reach);
    handOut(members, components.of, reach, held);
    yield* listsOf(pass.length, held);
  }
}

/** Gives every component the bits of the groups it can be reached from, going from those above to those below. */
function markGroups(pass: Uint32Array, nested: Relation, { of, downwards }: Components, reach: Uint32Array): void {
  reach.fill(0);
  for (const [bit, group] of pass.entries()) reach[of[group] ?? 0] = (reach[of[group] ?? 0] ?? 0) | (1 << bit);
  for (let at = 0; at < downwards.length; at += 1) {
    const group = downwards[at] ?? 0;
    const bits = reach[of[group] ?? 0] ?? 0;
    if (bits !== 0) handDown(bits, group, nested, of, reach);
  }
}

function handDown(
  bits: number,
  group: number,
  { starts, targets }: Relation,
  of: Uint32Array,
  reach: Uint32Array,
): void {
  const end = starts[group + 1] ?? 0;
  for (let at = starts[group] ?? 0; at < end; at += 1) {
    const component = of[targets[at] ?? 0] ?? 0;
    reach[component] = (reach[component] ?? 0) | bits;
  }
}

function handOut(members: Relation, of: Uint32Array, reach: Uint32Array, held: Uint32Array): void {
  for (let group = 0; group < of.length; group += 1) {
    const bits = reach[of[group] ?? 0] ?? 0;
    if (bits !== 0) mark(bits, group, members, held);
  }
}

function mark(bits: number, group: number, { starts, targets }: Relation, held: Uint32Array): void {
  const end = starts[group + 1] ?? 0;
  for (let at = starts[group] ?? 0; at < end; at += 1) {
    const member = targets[at] ?? 0;
    held[member] = (held[member] ?? 0) | bits;
  }
}

/** Reads the bits off the principals, and leaves them clear. */
function listsOf(count: number, held: Uint32Array): readonly Uint32Array[] {
  const sizes = new Uint32Array(groupsPerPass);
  for (let principal = 0; principal < held.length; principal += 1) countBits(held[principal] ?? 0, sizes);
  const lists = Array.from(sizes.subarray(0, count), (size) => new Uint32Array(size));
  const used = new Uint32Array(groupsPerPass);
  for (let principal = 0; principal < held.length; principal += 1) {
    const bits = held[principal] ?? 0;
    if (bits === 0) continue;
    append(principal, bits, lists, used);
    held[principal] = 0;
  }
  return lists;
}

function countBits(bits: number, sizes: Uint32Array): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    const bit = 31 - Math.clz32(rest & -rest);
    sizes[bit] = (sizes[bit] ?? 0) + 1;
  }
}

function append(principal: number, bits: number, lists: readonly Uint32Array[], used: Uint32Array): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    const bit = 31 - Math.clz32(rest & -rest);
    const list = lists[bit];
    const slot = used[bit] ?? 0;
    if (list !== undefined) list[slot] = principal;
    used[bit] = slot + 1;
  }
}
