import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { type Column, columnsOf, decodeCell } from "./row-codec.ts";
import { type ColumnOf, rowSchemas, type SourcedRow } from "./sections.ts";

/** Reads the cells of one column. */
export type CellReader = {
  readonly name: string;
  readonly read: (cell: unknown) => unknown;
  /** Whether what was read is what the schema says. */
  readonly fits: (value: unknown) => boolean;
};

/** A column of no more different values than this keeps each in memory once, however many rows hold it. */
const fewValues = 1024;

export function cellReaders(section: SectionName): readonly CellReader[] {
  const shape: Readonly<Record<string, z.ZodType>> = rowSchemas[section].shape;
  return columnsOf(section).map((column) => readerOf(column, shape[column.name] ?? z.never()));
}

type Cells = Readonly<Record<string, unknown>>;

/** Whether a record is a row of the section with its evidence, column by column. */
export function isRow<S extends SectionName>(
  _section: S,
  readers: readonly CellReader[],
  record: Cells,
): record is Cells & SourcedRow<S> {
  return fitsAll(readers, record);
}

/** Whether it has these columns of one. */
export function hasColumns<S extends SectionName, C extends ColumnOf<S>>(
  _section: S,
  _names: readonly C[],
  readers: readonly CellReader[],
  record: Cells,
): record is Cells & Pick<SourcedRow<S>, C> {
  return fitsAll(readers, record);
}

function fitsAll(readers: readonly CellReader[], record: Cells): boolean {
  return readers.every(({ name, fits }) => fits(record[name]));
}

function readerOf(column: Column, schema: z.ZodType): CellReader {
  const read = eachValueOnce((cell) => decodeCell(cell, column));
  return { name: column.name, read, fits: fitsIn(column, schema) };
}

function fitsIn({ storage }: Column, schema: z.ZodType): CellReader["fits"] {
  const checked = new Map<unknown, boolean>();
  const fits = (value: unknown): boolean => {
    const known = checked.get(value);
    if (known !== undefined) return known;
    const isFitting = schema.safeParse(value).success;
    if (checked.size < fewValues) checked.set(value, isFitting);
    return isFitting;
  };
  const isPlainText = storage === "text" && !isEnumerated(schema);
  return isPlainText ? (value) => typeof value === "string" || fits(value) : fits;
}

function isEnumerated(schema: z.ZodType): boolean {
  return (schema instanceof z.ZodNullable ? schema.unwrap() : schema) instanceof z.ZodEnum;
}

/** Decodes a value when it is first met and gives the same again after, while there are few. */
function eachValueOnce(decode: (cell: unknown) => unknown): (cell: unknown) => unknown {
  let known: Map<unknown, unknown> | null = new Map();
  return (cell) => {
    if (known === null) return decode(cell);
    if (known.has(cell)) return known.get(cell);
    const value = decode(cell);
    known.set(cell, value);
    if (known.size > fewValues) known = null;
    return value;
  };
}
