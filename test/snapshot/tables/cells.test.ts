import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellIn, cellsIn, packCells, unpackCells } from "../../../src/snapshot/tables/cells.ts";

const cells = fc.array(fc.option(fc.string({ unit: "binary", size: "small" })), { maxLength: 300, size: "max" });
const asciiCells = fc.array(fc.option(fc.string({ unit: "binary-ascii" })), { maxLength: 300, size: "max" });

describe("packed cells", () => {
  it("come back one by one and all together, of whatever script, empty or not there", () => {
    fc.assert(
      fc.property(fc.oneof(cells, asciiCells), (given) => {
        const chunk = unpackCells(packCells(given), given.length);
        expect(cellsIn(chunk)).toEqual(given);
        expect(given.map((_, place) => cellIn(chunk, place))).toEqual(given);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it("are refused where they are not as many as they should be", () => {
    const body = packCells(["a", null, "b"]);
    for (const count of [0, 2, 4]) expect(() => unpackCells(body, count)).toThrow();
  });
});
