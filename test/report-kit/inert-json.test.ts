import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inertJson } from "../../src/report-kit/inert-json.ts";
import { jsonDocument } from "../../src/report-kit/json-document.ts";
import { hostileTexts } from "../builders/hostile.ts";

describe("inert JSON", () => {
  it("reads back as the same value and holds nothing that steers a terminal", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileTexts)), (text) => {
        const json = inertJson({ text });

        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069\u200e\u200f\ufeff]|\p{Cs}/u);
      }),
    );
  });

  it("escapes a character beyond the first plane by both of its halves", () => {
    expect(inertJson("\u{e0041}")).toBe(String.raw`"\udb40\udc41"`);
  });
});

describe("a JSON document", () => {
  it("gives every item of a list its own line", () => {
    const chunks = [...jsonDocument({ version: "1", none: { lines: [] }, rows: { lines: [{ a: 1 }, { a: 2 }] } })];

    expect(chunks.join("")).toBe(
      '{\n  "version": "1",\n  "none": [],\n  "rows": [\n    {"a":1},\n    {"a":2}\n  ]\n}\n',
    );
  });
});
