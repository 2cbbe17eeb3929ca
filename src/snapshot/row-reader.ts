import type { DatabaseSync } from "node:sqlite";
import type { SectionName } from "../domain/sections.ts";
import { columnsOf, decodeCell } from "./row-codec.ts";
import type { z } from "zod";
import { type Row, rowSchemas, type SourcedRow } from "./sections.ts";

/** The row schemas, seen so that the schema of a section gives the row of that section. */
const rowSchemaOf: { readonly [S in SectionName]: z.ZodType<Row<S>> } = rowSchemas;

/** The rows of a section in the order of their natural keys, each checked against its schema. */
export function* rowsOf<S extends SectionName>(database: DatabaseSync, section: S): Generator<SourcedRow<S>> {
  const columns = columnsOf(section);
  const schema = rowSchemaOf[section];
  const statement = database.prepare(
    `SELECT pages.key AS pageKey, parts.pointer AS pointer, rows.* FROM "${section}" AS rows JOIN parts ON parts.id = rows.part JOIN pages ON pages.id = parts.page`,
  );
  for (const record of statement.iterate()) {
    const decoded = Object.fromEntries(columns.map((column) => [column.name, decodeCell(record[column.name], column)]));
    const item = record["item"] === null ? "" : `/${String(record["item"])}`;
    const evidence = `${String(record["pageKey"])}#${String(record["pointer"])}${item}`;
    yield { ...schema.parse(decoded), evidence };
  }
}
