import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EvidenceTable } from "../../src/access/evidence-table.ts";

const places = fc.oneof(
  fc.nat().map(String),
  fc.nat(3000).map(String),
  fc.constantFrom("", "00", "01", "-", "1e3", " 1", "999999999", "1000000000", "4294967296"),
);
const evidence = fc.oneof(
  fc
    .tuple(fc.constantFrom("groupMembers/1#/value", "groupMembers/2#/value", "", "a/b"), places)
    .map((parts) => parts.join("/")),
  fc.string(),
);

describe("the evidence table", () => {
  it("gives back every text it was given, each under a number of its own", () => {
    fc.assert(
      fc.property(fc.uniqueArray(evidence, { maxLength: 400, size: "max" }), (texts) => {
        const table = new EvidenceTable();
        const numbers = texts.map((text) => table.numberOf(text));
        expect(numbers.map((number) => table.at(number))).toEqual(texts);
        expect(new Set(numbers).size).toBe(texts.length);
        expect(texts.map((text) => table.numberOf(text))).toEqual(numbers);
      }),
      { numRuns: 2000 },
    );
  });

  it("knows nothing of other numbers", () => {
    expect(() => new EvidenceTable().at(0)).toThrow(RangeError);
  });
});
