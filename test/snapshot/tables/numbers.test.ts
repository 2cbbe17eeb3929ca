import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyNumber, packNumbers, unpackNumbers } from "../../../src/snapshot/tables/numbers.ts";

const few = fc.array(fc.constantFrom(0, 1, 0xffff_ffff), { maxLength: 200, size: "max" });
const many = fc.array(fc.nat(), { maxLength: 200 });

describe("packed numbers", () => {
  it("come back as they were, and never take more room than they have", () => {
    fc.assert(
      fc.property(fc.oneof(few, many), (all) => {
        const numbers = Uint32Array.from(all);
        const packed = packNumbers(numbers);
        expect(packed.length).toBeLessThanOrEqual(numbers.byteLength);
        expect(unpackNumbers(packed, numbers.length, anyNumber)).toEqual(numbers);
      }),
    );
  });

  it("are refused where one is not below the bound, or none", () => {
    fc.assert(
      fc.property(fc.oneof(few, many), fc.integer({ min: 1, max: 2 ** 31 }), fc.boolean(), (all, below, orNone) => {
        const packed = packNumbers(Uint32Array.from(all));
        const isAllowed = all.every((number) => number < below || (orNone && number === 0xffff_ffff));
        const unpack = () => unpackNumbers(packed, all.length, { below, orNone });
        if (isAllowed) expect(unpack()).toEqual(Uint32Array.from(all));
        else expect(unpack).toThrow(TypeError);
      }),
    );
  });

  it("of which all are the same take two", () => {
    expect(packNumbers(new Uint32Array(16_384).fill(7))).toHaveLength(8);
  });

  it.each([
    ["too few", packNumbers(Uint32Array.of(1, 2, 3)), 4],
    ["too many", packNumbers(Uint32Array.of(1, 2, 3)), 2],
    ["runs that end too early", packNumbers(new Uint32Array(10)), 11],
    ["runs that end too late", packNumbers(new Uint32Array(10)), 9],
    ["runs that go back", new Uint8Array(Uint32Array.of(1, 5, 2, 4, 3, 9).buffer), 9],
    ["a run without an end", new Uint8Array(Uint32Array.of(1, 9, 2).buffer), 9],
    ["no whole numbers", new Uint8Array(7), 2],
  ])("are refused where there are %s", (_, packed, count) => {
    expect(() => unpackNumbers(packed, count, anyNumber)).toThrow(TypeError);
  });
});
