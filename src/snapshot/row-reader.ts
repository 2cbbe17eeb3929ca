import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { z } from "zod";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SectionName } from "../domain/sections.ts";
import { type CellReader, cellReaders, hasColumns, isRow } from "./cell-reader.ts";
import { evidenceRef } from "./evidence-ref.ts";
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

type Place = { readonly page: SQLOutputValue | undefined; readonly pointer: SQLOutputValue | undefined };

/** Parts whose places are kept at hand while rows are read. */
const placesKept = 4096;

/** Where each row stands in the raw responses, by its part of a page and its place therein. */
function evidenceIn(
  database: DatabaseSync,
): (part: SQLOutputValue | undefined, item: SQLOutputValue | undefined) => EvidenceRef {
  const placeOf = placesIn(database);
  return (part, item) => {
    const { page, pointer } = placeOf(part);
    return evidenceRef(page, pointer, item);
  };
}

/** Where each part of a page stands. */
function placesIn(database: DatabaseSync): (part: SQLOutputValue | undefined) => Place {
  const statement = database.prepare(
    "SELECT pages.key AS page, parts.pointer AS pointer FROM parts JOIN pages ON pages.id = parts.page WHERE parts.id = ?",
  );
  const known = new Map<SQLOutputValue, Place>();
  return (part = null) => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const found = statement.get(part);
    if (found === undefined) throw new TypeError(`a row stands in part ${String(part)}, which there is not`);
    const place = { page: found["page"], pointer: found["pointer"] };
    if (known.size >= placesKept) known.clear();
    known.set(part, place);
    return place;
  };
}

/** How many rows of a section have a place in a page. */
export function countOf(database: DatabaseSync, section: SectionName): number {
  const counted = database
    .prepare(
      `SELECT count(*) AS rows FROM "${section}" AS rows JOIN parts ON parts.id = rows.part JOIN pages ON pages.id = parts.page`,
    )
    .get();
  return z.object({ rows: z.int() }).parse(counted).rows;
}
