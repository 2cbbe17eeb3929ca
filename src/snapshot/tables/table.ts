import type { EvidenceRef } from "../../domain/evidence.ts";
import { type CellReader, cellReaders } from "../cell-reader.ts";
import type { Row } from "../sections.ts";
import { type CellChunk, cellIn, cellsIn, compactCells, drainCells, unpackCells } from "./cells.ts";
import { type Allowed, release, unpackNumbers } from "./numbers.ts";
import type { ColumnPacked, TabledSection } from "./packings.ts";
import { rowsPerChunk, valuesOf } from "./table-packer.ts";

/**
 * Some columns of a section's rows, each as a whole, the rows by their places in the order of natural keys: no object is made
 * for a row that nobody asks about. A column is read when it is asked for and not kept.
 */
export type Table<S extends TabledSection> = {
  readonly size: number;
  /** Numbers of ids; `none` where there is none. */
  readonly ids: (column: ColumnPacked<S, "id">) => Uint32Array;
  readonly labels: <C extends ColumnPacked<S, "label">>(column: C) => Labels<Row<S>[C]>;
  /** In how many parts the same can be read, so that nothing is made that is as long as the table; a part is the caller's own. */
  readonly parts: number;
  readonly idPart: (column: ColumnPacked<S, "id">, part: number) => Uint32Array;
  readonly labelPart: (column: ColumnPacked<S, "label">, part: number) => Uint32Array;
  readonly labelValues: <C extends ColumnPacked<S, "label">>(column: C) => readonly Row<S>[C][];
  readonly cells: <C extends ColumnPacked<S, "cell">>(column: C) => Cells<Row<S>[C]>;
  readonly evidence: (place: number) => EvidenceRef;
};

/** Of each row the number of its value. */
export type Labels<Value> = { readonly numbers: Uint32Array; readonly values: readonly Value[] };

export type Cells<Value> = {
  /** Throws a RangeError where there is no such place. */
  readonly at: (place: number) => Value;
  readonly all: () => Iterable<Value>;
};

/** A packed table, as far as it is to be read. */
export type PackedTable = {
  readonly size: number;
  /** Each time in memory of its own. */
  readonly chunk: (column: string, index: number) => Uint8Array;
  /** How many ids there are. */
  readonly ids: number;
  readonly evidence: (place: number) => EvidenceRef;
};

/** Reads a packed table. Throws a TypeError, also later, where it is not what its section's schema says. */
export function tableIn<S extends TabledSection>(section: S, packed: PackedTable): Table<S> {
  const readers = new Map(cellReaders(section).map((reader) => [reader.name, reader]));
  const readerOf = (column: string): CellReader => {
    const reader = readers.get(column);
    if (reader === undefined) throw new TypeError(`${section} has no column ${column}`);
    return reader;
  };
  const parts = Math.ceil(packed.size / rowsPerChunk);
  const labelValues = <C extends ColumnPacked<S, "label">>(column: C): readonly Row<S>[C][] =>
    valuesIn(section, column, packed, readerOf(column));
  const labelsBelow = new Map<string, number>();
  const labelBound = (column: ColumnPacked<S, "label">): number => {
    const bound = labelsBelow.get(column) ?? labelValues(column).length;
    labelsBelow.set(column, bound);
    return bound;
  };
  const partOf = (column: string, part: number, allowed: Allowed): Uint32Array =>
    unpackNumbers(packed.chunk(column, part), rowsIn(packed.size, part), allowed);
  const anyId = { below: packed.ids, orNone: true };
  const idPart = (column: ColumnPacked<S, "id">, part: number): Uint32Array => partOf(column, part, anyId);
  const labelPart = (column: ColumnPacked<S, "label">, part: number): Uint32Array =>
    partOf(column, part, { below: labelBound(column), orNone: false });
  const all = (numbersIn: (part: number) => Uint32Array): Uint32Array => {
    const numbers = new Uint32Array(packed.size);
    for (let part = 0; part < parts; part += 1) {
      const some = numbersIn(part);
      numbers.set(some, part * rowsPerChunk);
      release(some);
    }
    return numbers;
  };
  return {
    size: packed.size,
    ids: (column) => all((part) => idPart(column, part)),
    labels: (column) => {
      const values = labelValues(column);
      return { numbers: all((part) => labelPart(column, part)), values };
    },
    parts,
    idPart,
    labelPart,
    labelValues,
    cells: (column) => cellsOf(section, column, packed, readerOf(column)),
    evidence: packed.evidence,
  };
}

/** How many rows a chunk of a table has. */
export function rowsIn(size: number, chunk: number): number {
  return Math.min(rowsPerChunk, size - chunk * rowsPerChunk);
}

function valuesIn<S extends TabledSection, C extends keyof Row<S> & string>(
  section: S,
  column: C,
  { size, chunk }: PackedTable,
  reader: CellReader,
): readonly Row<S>[C][] {
  const cells: unknown = size === 0 ? [] : JSON.parse(Buffer.from(chunk(valuesOf(column), 0)).toString());
  if (!Array.isArray(cells)) throw damaged(section, column);
  return cells.map((cell: unknown) => valueOf(section, column, reader, cell));
}

function cellsOf<S extends TabledSection, C extends keyof Row<S> & string>(
  section: S,
  column: C,
  { size, chunk }: PackedTable,
  reader: CellReader,
): Cells<Row<S>[C]> {
  const read = (index: number): CellChunk => unpackCells(chunk(column, index), rowsIn(size, index));
  const chunks: CellChunk[] = [];
  return {
    at: (place) => {
      if (!(place >= 0 && place < size)) throw new RangeError(`${section} has no row at ${place}`);
      const index = Math.floor(place / rowsPerChunk);
      const from = (chunks[index] ??= compactCells(read(index)));
      return valueOf(section, column, reader, cellIn(from, place % rowsPerChunk));
    },
    *all() {
      for (let index = 0; index * rowsPerChunk < size; index += 1) {
        const kept = chunks[index];
        const cells = kept === undefined ? drainCells(read(index)) : cellsIn(kept);
        for (const cell of cells) yield valueOf(section, column, reader, cell);
      }
    },
  };
}

function valueOf<S extends TabledSection, C extends keyof Row<S> & string>(
  section: S,
  column: C,
  reader: CellReader,
  cell: unknown,
): Row<S>[C] {
  const value = reader.read(cell);
  if (!isValue(section, column, reader, value)) throw damaged(section, column);
  return value;
}

function isValue<S extends TabledSection, C extends keyof Row<S> & string>(
  _section: S,
  _column: C,
  { fits }: CellReader,
  value: unknown,
): value is Row<S>[C] {
  return fits(value);
}

function damaged(section: TabledSection, column: string): TypeError {
  return new TypeError(`a packed value of ${section}.${column} is not what its schema says`);
}
