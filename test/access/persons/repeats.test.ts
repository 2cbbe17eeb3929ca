import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Repeats } from "../../../src/access/persons/repeats.ts";

describe("texts that may repeat", () => {
  it("are all that came twice", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 400, size: "max" }), (texts) => {
        const repeats = new Repeats(texts.length);
        for (const text of texts) repeats.look(text);
        const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
        expect(twice.filter((text) => !repeats.mayRepeat(text))).toEqual([]);
      }),
    );
  });

  it("are few others", () => {
    const repeats = new Repeats(10_000);
    const texts = Array.from({ length: 10_000 }, (_, nth) => `person ${nth}`);
    for (const text of texts) repeats.look(text);
    expect(texts.filter((text) => repeats.mayRepeat(text)).length).toBeLessThan(1000);
  });
});
