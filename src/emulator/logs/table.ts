import { KqlError } from "./kql-error.ts";
import type { KqlToken } from "./kql-tokens.ts";

export type ColumnType = "string" | "datetime" | "dynamic" | "long";

export type Column = { readonly name: string; readonly type: ColumnType };

/** A value as the service writes it: dates as text, dynamic values as JSON within text. */
export type Cell = string | number | null;

export type Table = { readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[] };

/** Where a column is. Throws where the table has none of that name. */
export function indexOfColumn({ columns }: Table, { text, at }: Pick<KqlToken, "text" | "at">): number {
  const index = columns.findIndex(({ name }) => name === text);
  if (index === -1) {
    throw new KqlError("SemanticError", `Failed to resolve table or column expression named '${text}'`, at);
  }
  return index;
}

/** Negative where `a` comes first: dates by time, other values by themselves, missing ones before all. */
export function compareCells(a: Cell, b: Cell, type: ColumnType | undefined): number {
  const [left, right] = [sortable(a, type), sortable(b, type)];
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

function sortable(cell: Cell, type: ColumnType | undefined): Cell {
  return type === "datetime" && typeof cell === "string" ? Date.parse(cell) : cell;
}
