import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextList } from "../../../src/snapshot/ids/text-list.ts";

describe("a list of texts", () => {
  it("gives back every text under its place, however long, in whatever script, and where there is none", () => {
    const texts = fc.array(fc.option(fc.string({ unit: "binary", size: "small" })), { maxLength: 3000, size: "max" });
    fc.assert(
      fc.property(texts, (given) => {
        const list = new TextList();
        for (const text of given) list.push(text);
        expect(list.size).toBe(given.length);
        expect(given.map((_, place) => list.at(place))).toEqual(given);
        expect(() => list.at(given.length)).toThrow(RangeError);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it("keeps halves of a character apart that stand in two texts", () => {
    const list = new TextList();
    for (const text of Array.from({ length: 1024 }, (_, place) => (place % 2 === 0 ? "a\ud83d" : "\ude00b")))
      list.push(text);
    expect([list.at(0), list.at(1), list.at(1022)]).toEqual(["a\ufffd", "\ufffdb", "a\ufffd"]);
  });
});
