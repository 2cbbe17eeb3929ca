import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idTable } from "../../../src/snapshot/ids/id-table.ts";
import { idsInOrder } from "../../../src/snapshot/ids/ids-in-order.ts";

const zero = "00000000-0000-0000-0000-000000000000";
/** GUIDs at random, GUIDs that differ in their last digits only, and texts that stand anywhere among them. */
const ids = fc.oneof(
  fc.uuid(),
  fc.nat(300).map((nth) => `${zero.slice(0, -3)}${nth.toString(16).padStart(3, "0")}`),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.string({ unit: "binary", maxLength: 3 }),
  fc.constantFrom("", zero, `${zero}0`, "\u{1f600}", "\uffee"),
);

const inUtf8Order = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe("ids in their order", () => {
  it("are numbered as SQLite orders their texts, and found by text and by number", () => {
    fc.assert(
      fc.property(fc.uniqueArray(ids, { maxLength: 400, size: "max" }), ids, (all, stranger) => {
        const table = idTable();
        for (const id of all) table.add(id);
        const ordered = idsInOrder(table.ordered());
        const expected = all.toSorted(inUtf8Order);
        expect(Array.from(expected, (_, number) => ordered.idOf(number))).toEqual(expected);
        expect(expected.map(ordered.numberOf)).toEqual([...expected.keys()]);
        const place = expected.indexOf(stranger);
        expect(ordered.numberOf(stranger)).toBe(place === -1 ? undefined : place);
        expect(() => ordered.idOf(all.length)).toThrow(RangeError);
      }),
    );
  });

  it("are refused where they are not in order, as they could not be found", () => {
    expect(() => idsInOrder({ words: Int32Array.of(1, 0, 0, 0, 0, 0, 0, 0), others: [] })).toThrow(TypeError);
    expect(() => idsInOrder({ words: Int32Array.of(0, 0, 0, 0, -1, 0, 0, 0), others: [] })).not.toThrow();
  });
});
