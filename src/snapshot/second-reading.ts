import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { columnsOf } from "./row-codec.ts";
import { byParts, inParts } from "./rows-of-parent.ts";
import { naturalKeys } from "./sections.ts";

/** What is read a second time: all rows of some parents, or single rows by id. */
export type Reread = {
  readonly section: SectionName;
  readonly by: "parent" | "id";
  readonly values: readonly string[];
};

/** Ends a second reading: records what has moved, and says how many rows have. */
export type SecondReading = { readonly end: () => number };

/**
 * Begins a second reading without losing the first. The earlier rows of a parent stay until its second reading is whole, those
 * of single objects until each has been read.
 */
export function readAgain(database: DatabaseSync, reread: Reread): SecondReading {
  const movedSince = remember(database, reread);
  const { section, by, values } = reread;
  const counts = new Map(values.map((parentId) => [parentId, countOf(database, section, parentId)]));
  const again = database.prepare(
    `UPDATE reads SET next = NULL, done = 0, expected = NULL, there = 0, since = (SELECT max(id) FROM parts WHERE section = :section AND parent = :parentId)
     WHERE section = :section AND parent = :parentId`,
  );
  const over = by === "parent" ? byParts(database, section) : () => undefined;
  if (by === "parent") for (const parentId of values) again.run({ section, parentId });
  return {
    end: () => {
      if (by === "id") endSingles(database, section, values);
      else putBackUnfinished(database, section, counts);
      over();
      return movedSince();
    },
  };
}

function countOf(database: DatabaseSync, section: SectionName, parentId: string): number | null {
  const read = database.prepare("SELECT expected FROM reads WHERE section = ? AND parent = ?").get(section, parentId);
  return z.int().nullish().parse(read?.["expected"]) ?? null;
}

/** Drops what an earlier reading of a parent left, now that a later one is whole. */
export function endReading(database: DatabaseSync, section: SectionName, parentId: string): void {
  const since = database.prepare("SELECT since FROM reads WHERE section = ? AND parent = ?").get(section, parentId)?.[
    "since"
  ];
  if (typeof since !== "number" || since === 0) return;
  const earlier = "SELECT id FROM parts WHERE section = :section AND parent = :parentId AND id <= :since";
  database.prepare(`DELETE FROM "${section}" WHERE ${inParts(section, earlier)}`).run({ section, parentId, since });
  database.prepare(`DELETE FROM parts WHERE id IN (${earlier})`).run({ section, parentId, since });
  database.prepare("UPDATE reads SET since = 0 WHERE section = ? AND parent = ?").run(section, parentId);
}

/**
 * Where the second reading of a parent was not whole, the first stands, with what the tenant counted then: rows that the
 * second had taken over, and lost again when it began anew, come back.
 */
function putBackUnfinished(
  database: DatabaseSync,
  section: SectionName,
  counts: ReadonlyMap<string, number | null>,
): void {
  const columns = ["part", "item", ...columnsOf(section).map(({ name }) => `"${name}"`)].join(", ");
  const parts = "SELECT id FROM parts WHERE section = :section AND parent = :parentId AND id";
  const find = database.prepare("SELECT since FROM reads WHERE section = ? AND parent = ? AND done = 0");
  for (const [parentId, expected] of counts) {
    const since = find.get(section, parentId)?.["since"];
    if (typeof since !== "number") continue;
    const read = { section, parentId, since };
    database.prepare(`DELETE FROM "${section}" WHERE ${inParts(section, `${parts} > :since`)}`).run(read);
    database.prepare(`DELETE FROM parts WHERE id IN (${parts} > :since)`).run(read);
    database
      .prepare(
        `INSERT OR REPLACE INTO "${section}" (${columns}) SELECT ${columns} FROM temp.before WHERE part IN (${parts} <= :since)`,
      )
      .run(read);
    database
      .prepare(
        `UPDATE reads SET next = NULL, done = 1, expected = :expected, since = 0, there = (SELECT count(*) FROM "${section}" WHERE ${inParts(section, `${parts} <= :since`)})
         WHERE section = :section AND parent = :parentId`,
      )
      .run({ ...read, expected });
  }
}

/** Single rows were read under their own ids: those that were not found go, the others become rows like all. */
export function endSingles(database: DatabaseSync, section: SectionName, ids: readonly string[]): void {
  want(database, ids);
  const read = "SELECT parent FROM reads WHERE section = :section AND parent IN (SELECT value FROM temp.wanted)";
  database.prepare(`DELETE FROM "${section}" WHERE id IN (${read} AND done = 1 AND there = 0)`).run({ section });
  database
    .prepare(`UPDATE parts SET given = 0, parent = '' WHERE section = :section AND parent IN (${read})`)
    .run({ section });
  database.prepare(`DELETE FROM reads WHERE section = :section AND parent IN (${read})`).run({ section });
}

/** Puts values into a table of its own, to be joined. */
function want(database: DatabaseSync, values: readonly string[]): void {
  database.exec("DROP TABLE IF EXISTS temp.wanted; CREATE TEMP TABLE wanted (value TEXT PRIMARY KEY)");
  const insert = database.prepare("INSERT OR IGNORE INTO temp.wanted VALUES (?)");
  for (const value of values) insert.run(value);
}

function remember(database: DatabaseSync, { section, by, values }: Reread): () => number {
  const columns = columnsOf(section)
    .map(({ name }) => `rows."${name}"`)
    .join(", ");
  const key = `json_array(${naturalKeys[section].map((name) => `"${name}"`).join(", ")})`;
  const wanted =
    by === "id"
      ? `SELECT ${columns} FROM "${section}" AS rows WHERE rows.id IN (SELECT value FROM temp.wanted)`
      : `SELECT ${columns} FROM "${section}" AS rows JOIN parts ON parts.id = rows.part WHERE parts.section = '${section}' AND parts.parent IN (SELECT value FROM temp.wanted)`;
  const before = `SELECT ${columnsOf(section)
    .map(({ name }) => `"${name}"`)
    .join(", ")} FROM temp.before`;
  want(database, values);
  const placed = wanted.replace("SELECT ", "SELECT rows.part, rows.item, ");
  database.exec(`DROP TABLE IF EXISTS temp.before; CREATE TEMP TABLE before AS ${placed}`);

  return () => {
    database.exec(`CREATE TEMP TABLE later AS SELECT ${key} AS key FROM (${wanted} EXCEPT ${before})`);
    database.exec(`CREATE TEMP TABLE earlier AS SELECT ${key} AS key FROM (${before} EXCEPT ${wanted})`);
    const { changes } = database
      .prepare(
        `INSERT OR REPLACE INTO moved (section, key, change)
         SELECT '${section}', key, iif(key IN (SELECT key FROM temp.earlier), 'changed', 'appeared') FROM temp.later
         UNION SELECT '${section}', key, 'vanished' FROM temp.earlier WHERE key NOT IN (SELECT key FROM temp.later)`,
      )
      .run();
    for (const table of ["wanted", "before", "later", "earlier"]) database.exec(`DROP TABLE temp.${table}`);
    return Number(changes);
  };
}
