import * as fc from "fast-check";
import { type Closure, closureOf } from "../../../src/access/closure/closure.ts";
import { EdgeList } from "../../../src/access/closure/edge-list.ts";
import { relationOf } from "../../../src/access/closure/relation.ts";

export const groups = 7;
export const principals = 5;

/** Nestings (group, member group) and memberships (group, principal), duplicates, self-loops and cycles included. */
export type RandomGraph = {
  readonly nestings: readonly (readonly [group: number, member: number])[];
  readonly memberships: readonly (readonly [group: number, principal: number])[];
};

export const groupNumbers = fc.nat({ max: groups - 1 });
export const principalNumbers = fc.nat({ max: principals - 1 });

export const randomGraphs: fc.Arbitrary<RandomGraph> = fc.record({
  nestings: fc.array(fc.tuple(groupNumbers, groupNumbers), { maxLength: 16, size: "max" }),
  memberships: fc.array(fc.tuple(groupNumbers, principalNumbers), { maxLength: 10, size: "max" }),
});

export function closureOfGraph({ nestings, memberships }: RandomGraph): Closure {
  return closureOf({
    nested: relationOf({ from: groups, to: groups }, listOf(nestings)),
    members: relationOf({ from: groups, to: principals }, listOf(memberships)),
    principals,
  });
}

export function listOf(edges: readonly (readonly [from: number, to: number])[]): EdgeList {
  const list = new EdgeList();
  for (const [index, [from, to]] of edges.entries()) list.push(from, to, index);
  return list;
}

/** All ways up to the group that pass no group twice, by trying everything: slow, and surely right. */
export function everyWay(graph: RandomGraph, principal: number, top: number): readonly (readonly number[])[] {
  const nestings = new Map(graph.nestings.map((nesting) => [nesting.join(), nesting]));
  const from = (way: readonly number[]): readonly (readonly number[])[] => {
    const [entry] = way;
    const here = graph.memberships.some(([group, member]) => group === entry && member === principal) ? [way] : [];
    const below = [...nestings.values()].filter(([group, member]) => group === entry && !way.includes(member));
    return [...here, ...below.flatMap(([, member]) => from([member, ...way]))];
  };
  return from([top]);
}

/** The members of a group by following every nesting once, on sets. */
export function membersBySets(
  graph: RandomGraph,
  group: number,
  passed: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  if (passed.has(group)) return new Set();
  const own = graph.memberships.filter(([of]) => of === group).map(([, principal]) => principal);
  const nested = graph.nestings.filter(([of]) => of === group).map(([, member]) => member);
  const further = nested.map((member) => membersBySets(graph, member, new Set([...passed, group])));
  return further.reduce((all, more) => all.union(more), new Set(own));
}
