import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellText, looksLikeFormula, sheetNames } from "../../src/report-kit/cell-text.ts";

describe("the text of a cell", () => {
  it("keeps what looks like a formula as it is, and knows it", () => {
    expect(cellText('=HYPERLINK("http://x")')).toBe('=HYPERLINK("http://x")');
    expect(["=1", "+1", "-1", "@SUM(1)", " =1"].every(looksLikeFormula)).toBe(true);
    expect(looksLikeFormula("Ada")).toBe(false);
  });

  it("escapes what Excel would decode", () => {
    expect(cellText("_x0041_ x_x000D_")).toBe("_x005F_x0041_ x_x005F_x000D_");
  });

  it("cuts a text too long for a cell where one can see it, never inside a character", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), (shift) => {
        const cut = cellText("a".repeat(shift) + "👩".repeat(20_000));

        expect(cut.length).toBeLessThanOrEqual(32_767);
        expect(cut).toMatch(/… \[cut: 40,0\d\d characters\]$/);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it("leaves a text that just fits", () => {
    expect(cellText("x".repeat(32_767))).toBe("x".repeat(32_767));
  });
});

describe("the names of sheets", () => {
  it("are legal, distinct without regard to case, and never the reserved one", () => {
    const name = sheetNames();
    const names = ["Paths", "paths", "a[b]:c*d?e/f\\g'h", "History", "", "x".repeat(40), "x".repeat(40)].map(name);

    expect(names).toEqual([
      "Paths",
      "paths (2)",
      "a-b--c-d-e-f-g-h",
      "History (2)",
      "Sheet",
      "x".repeat(31),
      `${"x".repeat(27)} (2)`,
    ]);
  });
});
