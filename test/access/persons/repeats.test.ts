import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Repeats } from "../../../src/access/persons/repeats.ts";

describe("texts that may repeat", () => {
  it("are all that came twice", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 400, size: "max" }), (texts) => {
        const repeats = new Repeats(texts.length);
        for (const [place, text] of texts.entries()) repeats.look(text, place);
        const twice = texts.flatMap((text, place) =>
          text !== "" && texts.indexOf(text) !== texts.lastIndexOf(text) ? [place] : [],
        );
        expect(twice.filter((place) => !repeats.mayRepeat(place))).toEqual([]);
        expect(repeats.any() || twice.length === 0).toBe(true);
      }),
    );
  });

  it("are few others", () => {
    const repeats = new Repeats(10_000);
    const texts = Array.from({ length: 10_000 }, (_, nth) => `person ${nth}`);
    for (const [place, text] of texts.entries()) repeats.look(text, place);
    expect(texts.filter((_, place) => repeats.mayRepeat(place)).length).toBeLessThan(1000);
  });

  it("are none where no text is there", () => {
    const repeats = new Repeats(3);
    for (const place of [0, 1, 2]) repeats.look("", place);
    expect([repeats.any(), repeats.mayRepeat(0)]).toEqual([false, false]);
  });
});
