import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScanError } from "../../../src/scan-error.ts";
import { openSnapshot } from "../../../src/snapshot/reader.ts";
import type { Snapshot } from "../../../src/snapshot/snapshot.ts";
import { packedColumns, type TabledSection, tabledSections } from "../../../src/snapshot/tables/packings.ts";
import type { Table } from "../../../src/snapshot/tables/table.ts";
import { none } from "../../../src/snapshot/tables/table-packer.ts";
import { tableWhere } from "../../../src/snapshot/tables/table-where.ts";
import { everyRow } from "../../builders/random-rows.ts";
import type { Rows } from "../../builders/rows.ts";
import { aTenant } from "../../builders/tenant.ts";
import { aLittleBank, snapshotPath, write } from "../written.ts";

type Told = readonly (readonly [evidence: string, ...values: unknown[]])[];

/** What the table says of each row: its evidence, then the packed columns in their order. */
function toldBy<S extends TabledSection>(table: Table<S>, section: S, { ids }: Snapshot): Told {
  const columns = packedColumns(section).map(({ name, packing }): readonly unknown[] => {
    const column = name as never;
    switch (packing) {
      case "id":
        return Array.from(table.ids(column), (number) => (number === none ? null : ids.idOf(number)));
      case "label": {
        const { numbers, values } = table.labels(column);
        return Array.from(numbers, (number) => values[number]);
      }
      case "cell": {
        const cells = table.cells(column);
        const all = [...cells.all()];
        expect(all.map((_, place) => cells.at(place))).toEqual(all);
        return all;
      }
    }
  });
  return Array.from({ length: table.size }, (_, place) => [
    table.evidence(place),
    ...columns.map((column) => column[place]),
  ]);
}

/** The same by the rows. */
function toldByRows(snapshot: Snapshot, section: TabledSection): Told {
  return Array.from(snapshot.rows(section), (row) => [
    row.evidence,
    ...packedColumns(section).map(({ name }) => (row as Record<string, unknown>)[name]),
  ]);
}

function tenantOf(rows: Rows): Snapshot {
  const tenant = aTenant();
  for (const section of tabledSections) for (const row of rows[section]) tenant.row(section, row);
  return tenant.build();
}

describe("the tables of a snapshot", () => {
  it("say what its rows say, in their order, and number ids in the order of their texts", async () => {
    await fc.assert(
      fc.asyncProperty(everyRow(20), async (rows) => {
        const path = snapshotPath();
        write(tenantOf(rows), path, 3);
        const snapshot = await openSnapshot(path);
        for (const section of tabledSections)
          expect(toldBy(snapshot.table(section), section, snapshot)).toEqual(toldByRows(snapshot, section));

        const ids = Array.from({ length: snapshot.ids.size() }, (_, number) => snapshot.ids.idOf(number));
        expect(ids).toEqual([...new Set(ids)].sort());
        expect(ids.map(snapshot.ids.numberOf)).toEqual(ids.map((_, number) => number));
        snapshot.close();
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it("hold more rows than one chunk does", async () => {
    const tenant = aTenant();
    for (let nth = 0; nth < 16_384 * 2 + 1; nth += 1)
      tenant.user(`u${String(nth).padStart(6, "0")}`, { displayName: `Zoë ${nth % 7}`, department: `D${nth % 3}` });
    const path = snapshotPath();
    write(tenant.build(), path, 10_000);
    const snapshot = await openSnapshot(path);
    expect(toldBy(snapshot.table("users"), "users", snapshot)).toEqual(toldByRows(snapshot, "users"));
    snapshot.close();
  });

  it("hold what is left where some rows are taken away", () => {
    fc.assert(
      fc.property(everyRow(20), fc.func(fc.boolean()), (rows, stays) => {
        const snapshot = tenantOf(rows);
        for (const section of tabledSections) {
          const whole = toldBy(snapshot.table(section), section, snapshot);
          const places = Uint32Array.from(whole.keys()).filter((place) => stays(place));
          const left = tableWhere(snapshot.table(section), places);
          expect(toldBy(left, section, snapshot)).toEqual(whole.filter((_, place) => places.includes(place)));
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it.each([
    ["a chunk is gone", "DELETE FROM packed WHERE section = 'users' AND name = 'displayName'"],
    ["a chunk is cut off", "UPDATE packed SET body = substr(body, 1, 4) WHERE section = 'users' AND name = 'id'"],
    ["a chunk is another's", "UPDATE packed SET body = zeroblob(12) WHERE section = 'users' AND name = 'displayName'"],
    [
      "an id has no number",
      "UPDATE packed SET body = x'00ffffff00ffffff00ffffff' WHERE section = 'users' AND name = 'id'",
    ],
    [
      "a number stands for no value",
      "UPDATE packed SET body = x'070000000700000007000000' WHERE section = 'users' AND name = 'userType'",
    ],
    [
      "a value is none of its column's",
      `UPDATE packed SET body = CAST('[{}]' AS BLOB) WHERE section = 'users' AND name = 'userType values'`,
    ],
  ])("are refused, when read, where %s", async (_, damage) => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const database = new DatabaseSync(path);
    expect(database.prepare(damage).run().changes).toBeGreaterThan(0);
    database.close();
    const snapshot = await openSnapshot(path);
    expect(() => toldBy(snapshot.table("users"), "users", snapshot)).toThrow(ScanError);
    snapshot.close();
  });

  it("are refused, when opened, where they have fewer rows than were read", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const database = new DatabaseSync(path);
    const sources = "section = 'users' AND name = 'sources'";
    const { body } = database.prepare(`SELECT body FROM packed WHERE ${sources}`).get()!;
    const [part = 0] = new Uint32Array((body as Uint8Array).slice().buffer);
    database.prepare(`UPDATE packed SET body = ? WHERE ${sources}`).run(Uint32Array.of(part, 1));
    database.close();
    await expect(openSnapshot(path)).rejects.toThrow(/holds 1 rows of users, and says that 3 were read/u);
  });
});
