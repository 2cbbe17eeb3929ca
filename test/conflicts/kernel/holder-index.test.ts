import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holderIndexBuilder } from "../../../src/conflicts/kernel/holder-index.ts";
import { idTable } from "../../../src/snapshot/ids/id-table.ts";
import { placesInBoth } from "../../../src/conflicts/kernel/jump-search.ts";
import { numberSet, sortDistinct } from "../../../src/access/numbers/number-set.ts";
import { pairRuns } from "../../../src/conflicts/kernel/pair-runs.ts";
import { listOf, postingListsOf } from "../../../src/conflicts/kernel/posting-lists.ts";

const ascending = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** Ids that a table could mistake for each other: GUIDs, the same in capitals, with a wrong digit, cut short, and other texts. */
const id = fc.oneof(
  fc.uuid(),
  fc.uuid().map((guid) => guid.toUpperCase()),
  fc.nat(40).map((last) => `00000000-0000-0000-0000-0000000000${String(last).padStart(2, "0")}`),
  fc.constantFrom(
    "",
    "00000000-0000-0000-0000-00000000000",
    "00000000-0000-0000-0000-00000000000g",
    "00000000-0000-0000-0000-00000000000\u{1f30}",
    "0000000010000-0000-0000-000000000000",
    "00000000-0000-0000-0000_000000000000",
    "00000000-0000-0000-0000-00000000000A",
  ),
  fc.string({ maxLength: 3, unit: "binary" }),
);

describe("an id table", () => {
  it("numbers ids as a Map would, whatever they look like, and gives every one back unchanged", () => {
    fc.assert(
      fc.property(fc.array(fc.array(id, { maxLength: 60, size: "max" }), { maxLength: 4 }), (batches) => {
        const table = idTable();
        const known = new Map<string, number>();
        for (const ids of batches) {
          for (const one of ids) if (!known.has(one)) known.set(one, known.size);
          const numbers = new Uint32Array(ids.length);
          table.intern(ids, numbers);
          expect([...numbers]).toEqual(ids.map((one) => known.get(one)));
        }
        expect(table.size()).toBe(known.size);
        for (const [one, number] of known) {
          expect(table.numberOf(one)).toBe(number);
          expect(table.idOf(number)).toBe(one);
        }
        expect(() => table.idOf(known.size)).toThrow(RangeError);
      }),
      { numRuns: 1000 },
    );
  });

  it("holds many ids, in batches of any length, and knows which it does not hold", () => {
    const guid = (n: number) =>
      `${((n * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0")}-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
    const ids = Array.from({ length: 5000 }, (_, n) => guid(n));
    const table = idTable();
    table.intern(ids, new Uint32Array(5000));
    const numbers = new Uint32Array(5000);
    table.intern(ids.toReversed(), numbers);
    expect([...numbers]).toEqual(ids.map((_, n) => 4999 - n));
    expect(ids.map((_, n) => table.idOf(n))).toEqual(ids);
    expect(table.numberOf(guid(5000))).toBeUndefined();
    expect(table.numberOf("no such id")).toBeUndefined();
    expect(() => table.intern(ids, new Uint32Array(4999))).toThrow(RangeError);
  });
});

describe("posting lists", () => {
  it("hold each key's numbers once, ascending, however the pairs are split into runs", () => {
    const pair = fc.tuple(fc.nat(6), fc.nat(70_000));
    const close = fc.tuple(fc.nat(6), fc.nat(40));
    const pairs = fc.oneof(
      fc.array(pair, { maxLength: 60, size: "max" }),
      fc.array(close, { maxLength: 200, size: "max" }),
    );
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (all, runLength, batch) => {
        const runs = pairRuns(runLength);
        for (let from = 0; from < all.length; from += batch) {
          const some = all.slice(from, from + batch);
          runs.add(
            Uint32Array.from(some, ([key]) => key),
            Uint32Array.from(some, ([, number]) => number),
          );
        }
        const lists = postingListsOf(runs.take(), 8, 70_001);
        for (let key = 0; key < 8; key += 1) {
          expect([...listOf(lists, key)]).toEqual(
            ascending(all.flatMap(([of, number]) => (of === key ? [number] : []))),
          );
        }
        expect(lists.numbers.length).toBe(lists.offsets[8]);
        expect(() => listOf(lists, 8)).toThrow(RangeError);
      }),
      { numRuns: 1000 },
    );
  });

  it("take no pairs once they were handed over, and no key without a number", () => {
    const runs = pairRuns();
    expect(() => runs.add(Uint32Array.of(1), Uint32Array.of())).toThrow(RangeError);
    runs.take();
    expect(() => runs.add(Uint32Array.of(1), Uint32Array.of(1))).toThrow(TypeError);
    expect(() => runs.take()).toThrow(TypeError);
  });
});

describe("a holder index", () => {
  it("refuses persons that are not one for each principal", () => {
    const builder = holderIndexBuilder();
    builder.add(["A", "A"], ["ann", "bob"]);
    expect(() => builder.build(Uint32Array.of(0))).toThrow(RangeError);
    expect(() => builder.build(Uint32Array.of(0, 2 ** 32 - 1))).toThrow(RangeError);
  });

  it("counts two accounts of a person once", () => {
    const builder = holderIndexBuilder();
    builder.add(["A", "A", "B"], ["ann", "bob", "bob"]);
    const { holders, persons } = builder.build(Uint32Array.of(0, 0));
    expect([persons, [...holders.offsets], [...holders.numbers]]).toEqual([1, [0, 1, 2], [0, 0]]);
  });
});

describe("sorting by a set, and searching by jumps", () => {
  const numbers = fc.array(fc.oneof(fc.nat(99), fc.nat(199_999)), { maxLength: 80, size: "max" });

  it("put any numbers in order, each once, and leave the set empty", () => {
    const scratch = numberSet(200_000);
    fc.assert(
      fc.property(numbers, (some) => {
        const array = Uint32Array.from(some);
        expect([...array.subarray(0, sortDistinct(array, scratch))]).toEqual(ascending(some));
        expect(scratch.words.every((word) => word === 0) && scratch.groups.every((group) => group === 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("find the same places as looking at everything does, for lists of any lengths", () => {
    const list = fc.oneof(
      fc.uniqueArray(fc.nat(60), { maxLength: 40, size: "max" }),
      fc.uniqueArray(fc.nat(400), { maxLength: 300, size: "max" }),
      fc.uniqueArray(fc.integer({ min: 2 ** 31 - 60, max: 2 ** 31 - 1 }), { maxLength: 30, size: "max" }),
    );
    fc.assert(
      fc.property(list, list, (some, others) => {
        const few = Uint32Array.from(ascending(some));
        const places = new Uint32Array(few.length);
        const count = placesInBoth(few, Uint32Array.from(ascending(others)), places);
        expect([...places.subarray(0, count)]).toEqual(
          [...few].flatMap((number, place) => (others.includes(number) ? [place] : [])),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
