import type { DatabaseSync } from "node:sqlite";
import type { SectionName } from "../domain/sections.ts";
import { type Cell, columnsOf, encodeCell } from "./row-codec.ts";
import { naturalKeys } from "./sections.ts";

/** Where a row stands: its part of a page, and its place therein; null where the answer itself is the row. */
export type RowSource = { readonly part: number | bigint; readonly item: number | null };

/** The table of a section as pages are saved. */
export type SectionTable = {
  /**
   * A row that comes again replaces the one before, as it was read later; tells the parent of whose present reading it takes
   * one away.
   */
  readonly put: (source: RowSource, row: Readonly<Record<string, unknown>>) => string | null;
};

export function sectionTable(database: DatabaseSync, section: SectionName): SectionTable {
  const columns = columnsOf(section);
  const keys = columns.filter(({ name }) => naturalKeys[section].some((key) => key === name));
  const places = ["?", "?", ...columns.map(() => "?")].join(", ");
  const insert = database.prepare(`INSERT INTO "${section}" VALUES (${places}) ON CONFLICT DO NOTHING`);
  const replace = database.prepare(`REPLACE INTO "${section}" VALUES (${places})`);
  const parentOf = database.prepare(
    `SELECT parts.parent AS parent FROM "${section}" AS rows JOIN parts ON parts.id = rows.part
     JOIN reads ON reads.section = parts.section AND reads.parent = parts.parent AND parts.id > reads.since
     WHERE ${keys.map(({ name }) => `rows."${name}" = ?`).join(" AND ")}`,
  );
  return {
    put: ({ part, item }, row) => {
      const cells: (Cell | bigint)[] = [part, item];
      for (const column of columns) cells.push(encodeCell(row[column.name], column));
      if (insert.run(...cells).changes !== 0) return null;
      const before = parentOf.get(...keys.map((column) => encodeCell(row[column.name], column)));
      replace.run(...cells);
      return before === undefined ? null : String(before["parent"]);
    },
  };
}
