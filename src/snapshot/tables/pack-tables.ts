import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { type IdTable, idTable } from "../ids/id-table.ts";
import { bytesOf } from "./numbers.ts";
import { packedColumns, type TabledSection, tabledSections } from "./packings.ts";
import { inOrder, TablePacker } from "./table-packer.ts";

/** Under this name, instead of a section's, the ids are packed. */
export const idsSection = "ids";

/** Packs the tables anew from the rows as they stand. The caller holds the transaction. */
export function packTables(database: DatabaseSync): void {
  database.exec("DELETE FROM packed");
  const insert = database.prepare("INSERT INTO packed (section, name, chunk, body) VALUES (?, ?, ?, ?)");
  const ids = idTable();
  for (const section of tabledSections) {
    const chunks = new Map<string, number>();
    packRows(database, section, ids, (column, body) => {
      const chunk = chunks.get(column) ?? 0;
      insert.run(section, column, chunk, body);
      chunks.set(column, chunk + 1);
    });
  }
  const { ranks, words, others } = ids.ordered();
  for (const section of tabledSections) orderIds(database, section, ranks);
  insert.run(idsSection, "words", 0, bytesOf(words));
  insert.run(idsSection, "others", 0, Buffer.from(JSON.stringify(others)));
}

/** A second pass, as the order of the ids is known only when all of them are. */
function orderIds(database: DatabaseSync, section: TabledSection, ranks: Uint32Array): void {
  const read = database.prepare("SELECT body FROM packed WHERE section = ? AND name = ? AND chunk = ?");
  const replace = database.prepare("UPDATE packed SET body = ? WHERE section = ? AND name = ? AND chunk = ?");
  for (const { name } of packedColumns(section).filter(({ packing }) => packing === "id")) {
    for (let chunk = 0; ; chunk += 1) {
      const body = read.get(section, name, chunk)?.["body"];
      if (!(body instanceof Uint8Array)) break;
      replace.run(inOrder(body, ranks), section, name, chunk);
    }
  }
}

function packRows(
  database: DatabaseSync,
  section: TabledSection,
  ids: IdTable,
  keep: (column: string, body: Uint8Array) => void,
): void {
  const columns = ["part", "item", ...packedColumns(section).map(({ name }) => `"${name}"`)].join(", ");
  const statement = database.prepare(`SELECT ${columns} FROM "${section}"`);
  statement.setReturnArrays(true);
  const packer = new TablePacker(section, ids, keep);
  for (const cells of statement.iterate()) {
    const [part, item, ...rest] = cellsOf(cells);
    packer.push(numberIn(part), item === null ? null : numberIn(item), rest.map(cellIn));
  }
  packer.end();
}

/** With `setReturnArrays` a row is an array, which its type does not say. */
function cellsOf(row: unknown): readonly SQLOutputValue[] {
  if (!Array.isArray(row)) throw new TypeError("a row came as something else than an array");
  return row;
}

function numberIn(value: SQLOutputValue | undefined): number {
  if (typeof value !== "number") throw new TypeError("a row has no place in a response");
  return value;
}

function cellIn(value: SQLOutputValue): string | number | null {
  if (typeof value === "string" || typeof value === "number" || value === null) return value;
  throw new TypeError("a cell is neither text nor a number");
}
