import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { type CellReader, cellReaders, hasColumns, isRow } from "./cell-reader.ts";
import { evidenceIn, type EvidenceOf } from "./evidence-places.ts";
import type { ColumnOf, SourcedRow } from "./sections.ts";
import type { Source } from "./tables/packed-tables.ts";

/** The rows of a section in the order of their natural keys, each checked against its schema. `evidence` is what is known of where they stand. */
export function* rowsOf<S extends SectionName>(
  database: DatabaseSync,
  section: S,
  evidence = evidenceIn(database),
): Generator<SourcedRow<S>> {
  const readers = cellReaders(section);
  for (const record of recordsOf(database, section, readers, evidence)) {
    if (!isRow(section, readers, record)) throw damaged(section);
    yield record;
  }
}

/** The same with some of their columns. */
export function* columnsOfRows<S extends SectionName, C extends ColumnOf<S>>(
  database: DatabaseSync,
  section: S,
  names: readonly C[],
  evidence = evidenceIn(database),
): Generator<Pick<SourcedRow<S>, C>> {
  const wanted: ReadonlySet<string> = new Set(names);
  const readers = cellReaders(section).filter(({ name }) => wanted.has(name));
  for (const record of recordsOf(database, section, readers, wanted.has("evidence") ? evidence : null)) {
    if (!hasColumns(section, names, readers, record)) throw damaged(section);
    yield record;
  }
}

function damaged(section: SectionName): TypeError {
  return new TypeError(`a row of ${section} is not what its schema says`);
}

function* recordsOf(
  database: DatabaseSync,
  section: SectionName,
  readers: readonly CellReader[],
  evidenceOf: EvidenceOf | null,
): Generator<Readonly<Record<string, unknown>>> {
  const columns = ["part", "item", ...readers.map(({ name }) => `"${name}"`)].join(", ");
  const statement = database.prepare(`SELECT ${columns} FROM "${section}"`);
  statement.setReturnArrays(true);
  for (const cells of statement.iterate()) {
    const row = rowFrom(cells, readers);
    if (evidenceOf !== null) row["evidence"] = evidenceOf(cells[0], cells[1]);
    yield row;
  }
}

/** The cells of a row come by number, after its part and its place therein. */
function rowFrom(
  cells: Readonly<Record<number, SQLOutputValue>>,
  readers: readonly CellReader[],
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  let place = 2;
  for (const { name, read } of readers) {
    row[name] = read(cells[place]);
    place += 1;
  }
  return row;
}

/** How many rows a section has. */
export function rowsIn(database: DatabaseSync, section: SectionName): number {
  return count(database, `SELECT count(*) AS rows FROM "${section}"`);
}

/** How many rows of a section have a place in a page. */
export function placedRows(database: DatabaseSync, section: SectionName): number {
  return count(
    database,
    `SELECT count(*) AS rows FROM "${section}" AS rows JOIN parts ON parts.id = rows.part JOIN pages ON pages.id = parts.page`,
  );
}

/**
 * The same of rows that were packed: how many, of these parts of responses. Lists come from SQLite as one value each, and that of
 * the pages from an index: looking up page by page would read through their bodies.
 */
export function placedSources(database: DatabaseSync, section: SectionName, sources: readonly Source[]): number {
  if (sources.length === 0) return 0;
  const pages = new Set(numbersIn(database.prepare("SELECT json_group_array(id) AS ids FROM pages").get()?.["ids"]));
  const parts = database.prepare(
    "SELECT json_group_array(id) AS ids, json_group_array(page) AS pages FROM parts WHERE section = ?",
  );
  const found = parts.get(section);
  const pageOf = numbersIn(found?.["pages"]);
  const placed = new Set(numbersIn(found?.["ids"]).filter((_, at) => pages.has(pageOf[at] ?? 0)));
  return sources.reduce((sum, { part, rows }) => sum + (placed.has(part) ? rows : 0), 0);
}

const numbers = z.array(z.int());

function numbersIn(list: SQLOutputValue | undefined): readonly number[] {
  return numbers.parse(JSON.parse(String(list)));
}

function count(database: DatabaseSync, statement: string): number {
  return z.object({ rows: z.int() }).parse(database.prepare(statement).get()).rows;
}
