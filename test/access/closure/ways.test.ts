import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closureOfGraph, everyWay, groupNumbers, groups, principalNumbers, randomGraphs } from "./random-graph.ts";

const runs = { numRuns: 2000 };
const unlimited = { ways: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY };

/** Shortest first; of equal length the one that reads smallest from the top, which is the last. */
function inOrder(ways: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const fromTop = (way: readonly number[]): string => way.toReversed().join();
  return ways.toSorted((a, b) => a.length - b.length || (fromTop(a) < fromTop(b) ? -1 : 1));
}

describe("ways", () => {
  it("of which there are many are all told, the shortest first", () => {
    fc.assert(
      fc.property(randomGraphs, principalNumbers, groupNumbers, (graph, principal, group) => {
        const expected = inOrder(everyWay(graph, principal, group));
        const ways = closureOfGraph(graph).waysOf();
        expect(ways.all(principal, group, unlimited)).toEqual({ ways: expected, isWhole: true });
        expect(ways.shortest(principal, group)).toEqual(expected[0]);
      }),
      runs,
    );
  });

  it("lead, shortest, from each group joined", () => {
    fc.assert(
      fc.property(randomGraphs, principalNumbers, groupNumbers, (graph, principal, group) => {
        const all = inOrder(everyWay(graph, principal, group));
        const entries = [...new Set(all.map(([entry]) => entry!))].sort((a, b) => a - b);
        const expected = entries.map((entry) => all.find(([first]) => first === entry));
        expect(closureOfGraph(graph).waysOf().fromEach(principal, group)).toEqual(expected);
      }),
      runs,
    );
  });

  it("are the same for those an index is made for, and none for others", () => {
    const some = fc.uniqueArray(principalNumbers, { maxLength: 20, size: "max" });
    fc.assert(
      fc.property(randomGraphs, some, principalNumbers, groupNumbers, (graph, indexed, principal, group) => {
        const closure = closureOfGraph(graph);
        const expected = indexed.includes(principal) ? closure.waysOf().shortest(principal, group) : undefined;
        expect(closure.waysOf(Uint32Array.from(indexed)).shortest(principal, group)).toEqual(expected);
      }),
      runs,
    );
  });

  it("say that they are not all where there are more than asked for, and only there", () => {
    fc.assert(
      fc.property(randomGraphs, principalNumbers, groupNumbers, fc.nat(8), (graph, principal, group, most) => {
        const all = inOrder(everyWay(graph, principal, group));
        const found = closureOfGraph(graph)
          .waysOf()
          .all(principal, group, { ...unlimited, ways: most });
        expect(found).toEqual({ ways: all.slice(0, most), isWhole: all.length <= most });
      }),
      runs,
    );
  });

  it("are given up, and said to be, after as many steps as allowed", () => {
    const pairs = [...Array(groups).keys()].flatMap((a) => [...Array(groups).keys()].map((b) => [a, b] as const));
    const ways = closureOfGraph({ nestings: pairs, memberships: [[6, 0]] }).waysOf();
    const found = ways.all(0, 0, { ...unlimited, steps: 20 });
    expect(found.isWhole).toBe(false);
    expect(found.ways[0]).toEqual([6, 0]);
    expect(ways.all(0, 0, unlimited).isWhole).toBe(true);
  });

  it("are not searched where none can be: a maze that leads nowhere costs no steps", () => {
    const maze = [...Array(6).keys()].flatMap((a) => [...Array(6).keys()].map((b) => [a, b] as const));
    const beside = closureOfGraph({ nestings: maze, memberships: [[6, 0]] });
    expect(beside.waysOf().all(0, 0, { ...unlimited, steps: 1 })).toEqual({ ways: [], isWhole: true });
    const above = closureOfGraph({ nestings: [...maze, [6, 0]], memberships: [[6, 0]] });
    expect(above.waysOf().all(0, 6, { ...unlimited, steps: 1 })).toEqual({ ways: [[6]], isWhole: true });
  });

  it("are right again for groups asked for before, whatever was asked for between", () => {
    fc.assert(
      fc.property(
        randomGraphs,
        principalNumbers,
        fc.array(groupNumbers, { maxLength: 60, size: "max" }),
        (graph, principal, asked) => {
          const closure = closureOfGraph(graph);
          const ways = closure.waysOf();
          for (const group of asked) {
            expect(ways.shortest(principal, group)).toEqual(inOrder(everyWay(graph, principal, group))[0]);
            expect(closure.below(group)).toContain(group);
          }
        },
      ),
    );
  });
});
