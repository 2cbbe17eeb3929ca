import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inAny, inMoreThan } from "../../src/conflicts/match.ts";

const list = fc
  .uniqueArray(fc.nat(30), { maxLength: 12 })
  .map((numbers) => Uint32Array.from(numbers.toSorted((a, b) => a - b)));
const lists = fc.array(list, { maxLength: 5 });

/** The same by plain sets: slow, and surely right. */
function standingInMoreThan(atMost: number, these: readonly Uint32Array[]): readonly number[] {
  const numbers = new Set(these.flatMap((one) => [...one]));
  return [...numbers]
    .filter((number) => these.filter((one) => one.includes(number)).length > atMost)
    .sort((a, b) => a - b);
}

describe("inMoreThan and inAny", () => {
  it("agree with plain sets, for any number of lists and any limit", () => {
    fc.assert(
      fc.property(lists, fc.nat(4), (these, atMost) => {
        expect([...inMoreThan(atMost, these)]).toEqual(standingInMoreThan(atMost, these));
        expect([...inAny(these)]).toEqual(standingInMoreThan(0, these));
      }),
      { numRuns: 400 },
    );
  });

  it("agree with plain sets on two lists of which one may be held, the common case", () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect([...inMoreThan(1, [a, b])]).toEqual(standingInMoreThan(1, [a, b]));
      }),
      { numRuns: 400 },
    );
  });

  it("do not touch the lists, and do not care for their order", () => {
    fc.assert(
      fc.property(lists, fc.nat(3), (these, atMost) => {
        const before = these.map((one) => [...one]);
        expect(inMoreThan(atMost, these)).toEqual(inMoreThan(atMost, these.toReversed()));
        expect(these.map((one) => [...one])).toEqual(before);
      }),
    );
  });

  it("find nobody in nothing", () => {
    expect([...inMoreThan(1, [])]).toEqual([]);
    expect([...inAny([])]).toEqual([]);
    expect([...inMoreThan(2, [Uint32Array.of(1), Uint32Array.of(1)])]).toEqual([]);
  });
});
