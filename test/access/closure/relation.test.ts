import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EdgeList } from "../../../src/access/closure/edge-list.ts";
import { linksOf, placeOf, relationOf } from "../../../src/access/closure/relation.ts";
import { restrictedTo, reversed } from "../../../src/access/closure/reversed.ts";
import { listOf } from "./random-graph.ts";

const edges = fc.array(fc.tuple(fc.nat(4), fc.nat(5)), { maxLength: 30, size: "max" });
const sizes = { from: 5, to: 6 };

describe("a relation", () => {
  it("has each link once, ascending, with the tag of the edge that came first", () => {
    fc.assert(
      fc.property(edges, (pairs) => {
        const relation = relationOf(sizes, listOf(pairs));
        for (let from = 0; from < sizes.from; from += 1) {
          const targets = [...new Set(pairs.filter(([source]) => source === from).map(([, target]) => target))].sort(
            (a, b) => a - b,
          );
          expect([...linksOf(relation, from)]).toEqual(targets);
          for (let target = 0; target < sizes.to; target += 1) {
            const first = pairs.findIndex(([a, b]) => a === from && b === target);
            expect(relation.tags[placeOf(relation, from, target) ?? -1]).toBe(first === -1 ? undefined : first);
          }
        }
      }),
    );
  });

  it("read backwards has the same links", () => {
    fc.assert(
      fc.property(edges, (pairs) => {
        const back = reversed(relationOf(sizes, listOf(pairs)), sizes.to);
        const expected = relationOf({ from: sizes.to, to: sizes.from }, listOf(pairs.map(([a, b]) => [b, a])));
        expect([back.starts, back.targets]).toEqual([expected.starts, expected.targets]);
      }),
    );
  });

  it("restricted to some targets has the links to those, and no others", () => {
    fc.assert(
      fc.property(edges, fc.uniqueArray(fc.nat(5)), (pairs, wanted) => {
        const some = restrictedTo(Uint32Array.from(wanted), relationOf(sizes, listOf(pairs)), sizes.to);
        const expected = relationOf(sizes, listOf(pairs.filter(([, target]) => wanted.includes(target))));
        expect([some.starts, some.targets]).toEqual([expected.starts, expected.targets]);
      }),
    );
  });

  it("takes more edges than one chunk holds", () => {
    const list = new EdgeList();
    for (let edge = 0; edge < 200_000; edge += 1) list.push(edge % 2, edge, edge);
    expect(list.size).toBe(200_000);
    const relation = relationOf({ from: 2, to: 200_000 }, list);
    expect([list.size, [...list.chunks()].flatMap((chunk) => [...chunk])]).toEqual([0, []]);
    expect(linksOf(relation, 1)).toEqual(Uint32Array.from({ length: 100_000 }, (_, index) => index * 2 + 1));
  });

  it.each([
    [5, 0],
    [0, 6],
  ])("knows no edge from %i to %i", (from, to) => {
    expect(() => relationOf(sizes, listOf([[from, to]]))).toThrow(RangeError);
  });
});
