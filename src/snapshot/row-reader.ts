import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { type CellReader, cellReaders, hasColumns, isRow } from "./cell-reader.ts";
import { evidenceIn } from "./evidence-places.ts";
import type { ColumnOf, SourcedRow } from "./sections.ts";

/** The rows of a section in the order of their natural keys, each checked against its schema. */
export function* rowsOf<S extends SectionName>(database: DatabaseSync, section: S): Generator<SourcedRow<S>> {
  const readers = cellReaders(section);
  for (const record of recordsOf(database, section, readers, true)) {
    if (!isRow(section, readers, record)) throw damaged(section);
    yield record;
  }
}

/** The same with some of their columns. */
export function* columnsOfRows<S extends SectionName, C extends ColumnOf<S>>(
  database: DatabaseSync,
  section: S,
  names: readonly C[],
): Generator<Pick<SourcedRow<S>, C>> {
  const wanted: ReadonlySet<string> = new Set(names);
  const readers = cellReaders(section).filter(({ name }) => wanted.has(name));
  for (const record of recordsOf(database, section, readers, wanted.has("evidence"))) {
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
  withEvidence: boolean,
): Generator<Readonly<Record<string, unknown>>> {
  const columns = ["part", "item", ...readers.map(({ name }) => `"${name}"`)].join(", ");
  const statement = database.prepare(`SELECT ${columns} FROM "${section}"`);
  statement.setReturnArrays(true);
  const evidenceOf = withEvidence ? evidenceIn(database) : null;
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

/** How many of them have a place in a page. */
export function placedRows(database: DatabaseSync, section: SectionName): number {
  return count(
    database,
    `SELECT count(*) AS rows FROM "${section}" AS rows JOIN parts ON parts.id = rows.part JOIN pages ON pages.id = parts.page`,
  );
}

/** How many of the parts, which may be named many times, have a place in a page: as `placedRows`, where reading rows takes long. */
export function placedParts(database: DatabaseSync, section: SectionName, parts: Uint32Array): number {
  const last = parts.reduce((highest, part) => Math.max(highest, part), 0);
  const isPlaced = new Uint8Array(last + 1);
  const statement = database.prepare(
    "SELECT parts.id AS part FROM parts JOIN pages ON pages.id = parts.page WHERE parts.section = ?",
  );
  for (const { part } of statement.iterate(section)) isPlaced[Number(part)] = 1;
  return parts.reduce((placed, part) => placed + (isPlaced[part] ?? 0), 0);
}

function count(database: DatabaseSync, statement: string): number {
  return z.object({ rows: z.int() }).parse(database.prepare(statement).get()).rows;
}
