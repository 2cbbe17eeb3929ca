import { EdgeList } from "../../../src/access/closure/edge-list.ts";
import type { Memberships } from "../../../src/access/closure/memberships.ts";
import { relationOf } from "../../../src/access/closure/relation.ts";
import { randomNumbers } from "./random.ts";

/** How much there is in a tenant; `named` are the groups that rules name. */
export type GraphSize = {
  readonly groups: number;
  readonly nestings: number;
  readonly memberships: number;
  readonly principals: number;
  readonly named: number;
};

export const graphSizes = {
  full: { groups: 200_000, nestings: 1_000_000, memberships: 20_000_000, principals: 1_000_000, named: 2_000 },
  quick: { groups: 20_000, nestings: 100_000, memberships: 2_000_000, principals: 100_000, named: 200 },
} as const satisfies Record<string, GraphSize>;

export const graphShapes = { realistic, adversarial } as const;

export type Graph = {
  readonly nested: EdgeList;
  readonly members: EdgeList;
  /** Numbers of the groups that rules name. */
  readonly named: Uint32Array;
};

export function membershipsOf({ nested, members }: Graph, { groups, principals }: GraphSize): Memberships {
  return {
    nested: relationOf({ from: groups, to: groups }, nested),
    members: relationOf({ from: groups, to: principals }, members),
    principals,
  };
}

/** As large tenants nest: six levels, few groups on top, 1 group in 200 in a cycle. */
function realistic(size: GraphSize): Graph {
  const random = randomNumbers(1);
  const shares = [0.005, 0.035, 0.1, 0.2, 0.3, 0.36];
  const levels = shares.map((_, level) => shares.slice(0, level).reduce((sum, share) => sum + share, 0));
  const bounds = [...levels.map((share) => Math.floor(share * size.groups)), size.groups];
  const nested = new EdgeList();
  for (let edge = 0; edge < size.nestings; edge += 1) {
    const from = random(bounds[5] ?? 0);
    const level = bounds.findIndex((bound) => bound > from);
    const [first = 0, last = 0] = bounds.slice(level, level + 2);
    const to = first + random(last - first);
    nested.push(from, to);
    if (edge % Math.ceil((size.nestings * 200) / size.groups) === 0) nested.push(to, from);
  }
  return { nested, members: membersOf(size), named: namedOf(size) };
}

/** Anything in anything, 1 nesting in 100 leading back up: most groups reach half of all the others. */
function adversarial(size: GraphSize): Graph {
  const random = randomNumbers(2);
  const nested = new EdgeList();
  for (let edge = 0; edge < size.nestings; edge += 1) {
    const [a, b] = [random(size.groups), random(size.groups)].sort((a, b) => a - b);
    if (edge % 100 === 0) nested.push(b ?? 0, a ?? 0);
    else nested.push(a ?? 0, b ?? 0);
  }
  return { nested, members: membersOf(size), named: namedOf(size) };
}

/** Anyone in any group, in the order of a snapshot's rows; the size of a group falls with its rank by a power of 0.9. */
function membersOf({ groups, memberships, principals }: GraphSize): EdgeList {
  const random = randomNumbers(3);
  const ranks = shuffled(groups, random);
  const weights = Float64Array.from(ranks, (rank) => (rank + 1) ** -0.9);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const members = new EdgeList();
  for (const [group, weight] of weights.entries()) {
    const count = Math.round((weight / total) * memberships);
    for (const member of Uint32Array.from({ length: count }, () => random(principals)).sort())
      members.push(group, member);
  }
  return members;
}

function namedOf({ groups, named }: GraphSize): Uint32Array {
  return shuffled(groups, randomNumbers(4)).subarray(0, named);
}

function shuffled(count: number, random: (below: number) => number): Uint32Array {
  const numbers = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    [numbers[last], numbers[other]] = [numbers[other] ?? 0, numbers[last] ?? 0];
  }
  return numbers;
}
