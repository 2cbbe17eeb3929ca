import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closureOf } from "../../../src/access/closure/closure.ts";
import { relationOf } from "../../../src/access/closure/relation.ts";
import {
  closureOfGraph,
  groupNumbers,
  groups,
  listOf,
  membersBySets,
  principals,
  type RandomGraph,
  randomGraphs,
} from "./random-graph.ts";

const runs = { numRuns: 2000 };
const everyGroup = Uint32Array.from({ length: groups }, (_, group) => group);

function effective(graph: RandomGraph, asked: Uint32Array = everyGroup): readonly (readonly number[])[] {
  return Array.from(closureOfGraph(graph).effectiveMembers(asked), (list) => [...list]);
}

const ascending = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((a, b) => a - b);

describe("effective members", () => {
  it("are those that following every nesting finds, in whatever number and order groups are asked for", () => {
    const askedGroups = fc.array(groupNumbers, { maxLength: 80, size: "max" });
    fc.assert(
      fc.property(randomGraphs, askedGroups, (graph, asked) => {
        const bySets = everyGroupOf(graph);
        expect(effective(graph, Uint32Array.from(asked))).toEqual(asked.map((group) => bySets[group]));
      }),
      runs,
    );
  });

  it("do not depend on the order in which edges are read, nor on edges read twice", () => {
    const shuffles = randomGraphs.chain(({ nestings, memberships }) =>
      fc.record({
        graph: fc.constant({ nestings, memberships }),
        other: fc.record({
          nestings: fc.shuffledSubarray([...nestings, ...nestings], { minLength: nestings.length * 2 }),
          memberships: fc.shuffledSubarray([...memberships, ...memberships], { minLength: memberships.length * 2 }),
        }),
      }),
    );
    fc.assert(
      fc.property(shuffles, ({ graph, other }) => {
        expect(effective(other)).toEqual(effective(graph));
      }),
      runs,
    );
  });

  it("are the same people under other numbers", () => {
    const permutation = (size: number) =>
      fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size });
    fc.assert(
      fc.property(randomGraphs, permutation(groups), permutation(principals), (graph, toGroup, toPrincipal) => {
        const renamed = effective({
          nestings: graph.nestings.map(([group, member]) => [toGroup[group]!, toGroup[member]!]),
          memberships: graph.memberships.map(([group, principal]) => [toGroup[group]!, toPrincipal[principal]!]),
        });
        const expected = effective(graph).map((list) => ascending(list.map((principal) => toPrincipal[principal]!)));
        expect([...everyGroup].map((group) => renamed[toGroup[group]!])).toEqual(expected);
      }),
      runs,
    );
  });

  it("only grow with what is added", () => {
    fc.assert(
      fc.property(randomGraphs, randomGraphs, (graph, more) => {
        const grown = effective({
          nestings: [...graph.nestings, ...more.nestings],
          memberships: [...graph.memberships, ...more.memberships],
        });
        for (const [group, list] of effective(graph).entries())
          expect(grown[group]).toEqual(expect.arrayContaining([...list]));
      }),
      runs,
    );
  });

  it("are told one by one as they are told together", () => {
    fc.assert(
      fc.property(randomGraphs, groupNumbers, (graph, group) => {
        expect(effective(graph, Uint32Array.of(group))).toEqual([effective(graph)[group]]);
      }),
    );
  });

  it("are found walked one by one, and more at once than share a pass, where most groups reach each other and where none do", () => {
    const size = { groups: 90, principals: 400 };
    const numbers = fc.tuple(fc.nat({ max: size.groups - 1 }), fc.nat({ max: size.groups - 1 }));
    const joins = fc.tuple(fc.nat({ max: size.groups - 1 }), fc.nat({ max: size.principals - 1 }));
    const large = fc.record({
      nestings: fc.array(numbers, { maxLength: 200, size: "max" }),
      memberships: fc.array(joins, { minLength: 50, maxLength: 500, size: "max" }),
    });
    const askedGroups = fc.array(fc.nat({ max: size.groups - 1 }), { minLength: 60, maxLength: 200, size: "max" });
    fc.assert(
      fc.property(large, askedGroups, (graph, asked) => {
        const closure = closureOf({
          nested: relationOf({ from: size.groups, to: size.groups }, listOf(graph.nestings)),
          members: relationOf({ from: size.groups, to: size.principals }, listOf(graph.memberships)),
          principals: size.principals,
        });
        const found = Array.from(closure.effectiveMembers(Uint32Array.from(asked)), (list) => [...list]);
        expect(found).toEqual(asked.map((group) => ascending(membersByRounds(graph, group))));
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it("are found through a hundred thousand groups one in another, and round in a circle", () => {
    const last = 99_999;
    const down = Array.from({ length: last }, (_, group) => [group, group + 1] as const);
    for (const nestings of [down, [...down, [last, 0] as const]]) {
      const nested = relationOf({ from: last + 1, to: last + 1 }, listOf(nestings));
      const members = relationOf({ from: last + 1, to: 1 }, listOf([[last, 0]]));
      const closure = closureOf({ nested, members, principals: 1 });
      expect([...closure.effectiveMembers(Uint32Array.of(0, last))]).toEqual([Uint32Array.of(0), Uint32Array.of(0)]);
      expect(closure.waysOf().shortest(0, 0)).toHaveLength(last + 1);
    }
  });
});

function everyGroupOf(graph: RandomGraph): readonly (readonly number[])[] {
  return Array.from(everyGroup, (group) => ascending(membersBySets(graph, group)));
}

/** As `membersBySets`, by going over all nestings until no group is added: for graphs with too many ways to follow each. */
function membersByRounds({ nestings, memberships }: RandomGraph, top: number): ReadonlySet<number> {
  const reached = new Set([top]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const [group, member] of nestings) if (reached.has(group)) reached.add(member);
  }
  return new Set(memberships.filter(([group]) => reached.has(group)).map(([, principal]) => principal));
}
