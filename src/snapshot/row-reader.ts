import type { DatabaseSync } from "node:sqlite";
import type { SectionName } from "../domain/sections.ts";
import { evidenceRef } from "./evidence-ref.ts";
import { columnsOf, decodeCell } from "./row-codec.ts";
import { z } from "zod";
import { type Row, rowSchemas, type SourcedRow } from "./sections.ts";

/** The row schemas, seen so that the schema of a section gives the row of that section. */
const rowSchemaOf: { readonly [S in SectionName]: z.ZodType<Row<S>> } = rowSchemas;

/** The rows of a section in the order of their natural keys, each checked against its schema. */
export function* rowsOf<S extends SectionName>(database: DatabaseSync, section: S): Generator<SourcedRow<S>> {
  const columns = columnsOf(section);
  const schema = rowSchemaOf[section];
  const statement = database.prepare(
    `SELECT pages.key AS pageKey, parts.pointer AS pointer, rows.* FROM ${sourced(section)}`,
  );
  for (const record of statement.iterate()) {
    const decoded = Object.fromEntries(columns.map((column) => [column.name, decodeCell(record[column.name], column)]));
    yield { ...schema.parse(decoded), evidence: evidenceRef(record["pageKey"], record["pointer"], record["item"]) };
  }
}

/** How many rows `rowsOf` gives. */
export function countOf(database: DatabaseSync, section: SectionName): number {
  const counted = database.prepare(`SELECT count(*) AS rows FROM ${sourced(section)}`).get();
  return z.object({ rows: z.int() }).parse(counted).rows;
}

function sourced(section: SectionName): string {
  return `"${section}" AS rows JOIN parts ON parts.id = rows.part JOIN pages ON pages.id = parts.page`;
}
