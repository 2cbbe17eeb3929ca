import { openDuckdb } from "../../bench/duckdb.ts";
import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matcherOf } from "../../../src/conflicts/kernel/matcher.ts";
import { cases, indexed } from "./cases.ts";

/** DuckDB comes as a binary that not every platform has: there the other engine has to do. */
const duckdb = await openDuckdb();

const given = fc.sample(cases, { seed: 2026, numRuns: 1000 });

const tables = {
  holdings: given.flatMap(({ holdings }, at) => holdings.map(([point, principal]) => [at, point, principal])),
  people: given.flatMap(({ personOf }, at) => personOf.map((person, principal) => [at, principal, person])),
  conflicts: given.flatMap(({ conflicts }, at) => conflicts.map(({ atMost }, conflict) => [at, conflict, atMost])),
  duties: given.flatMap(({ conflicts }, at) =>
    conflicts.flatMap(({ duties }, conflict) =>
      duties.flatMap(({ heldBy, points }, duty) =>
        points.map((point) => [at, conflict, duty, heldBy === "all" ? new Set(points).size : 1, point]),
      ),
    ),
  ),
};

const setUp = `
  CREATE TABLE holdings (world INTEGER, point INTEGER, principal INTEGER);
  CREATE TABLE people (world INTEGER, principal INTEGER, person INTEGER);
  CREATE TABLE conflicts (world INTEGER, conflict INTEGER, atMost INTEGER);
  CREATE TABLE duties (world INTEGER, conflict INTEGER, duty INTEGER, needed INTEGER, point INTEGER);`;

const violations = `
  SELECT world, conflict, person FROM (
    SELECT d.world, d.conflict, d.duty, p.person
    FROM duties d JOIN holdings h ON h.world = d.world AND h.point = d.point
      JOIN people p ON p.world = h.world AND p.principal = h.principal
    GROUP BY d.world, d.conflict, d.duty, d.needed, p.person HAVING count(DISTINCT d.point) >= d.needed
  ) AS held JOIN conflicts USING (world, conflict)
  GROUP BY world, conflict, person, atMost HAVING count(*) > atMost ORDER BY world, conflict, person`;

const insertions = Object.entries(tables).map(
  ([table, rows]) => `INSERT INTO ${table} VALUES ${rows.map((row) => `(${row.join(",")})`).join(",")}`,
);

/** What the kernel says, as rows of the same three numbers. */
function byKernel(): readonly (readonly number[])[] {
  return given.flatMap((one, at) => {
    const { violatorsOf } = matcherOf(indexed(one));
    return one.conflicts.flatMap((conflict, place) =>
      Array.from(violatorsOf(conflict), (person) => [at, place, person]),
    );
  });
}

describe("a thousand random snapshots", () => {
  it("come out as in SQLite", () => {
    const database = new DatabaseSync(":memory:");
    database.exec(setUp);
    for (const insertion of insertions) database.exec(insertion);
    const rows = database.prepare(violations).all();
    expect(rows.length).toBeGreaterThan(1000);
    expect(byKernel()).toEqual(rows.map(({ world, conflict, person }) => [world, conflict, person]));
  });

  it.skipIf(duckdb === null)("come out as in DuckDB", async () => {
    const connection = duckdb!;
    for (const statement of [setUp, ...insertions]) await connection.run(statement);
    const rows = (await connection.runAndReadAll(violations)).getRows();
    expect(byKernel()).toEqual(rows);
    connection.closeSync();
  });
});
