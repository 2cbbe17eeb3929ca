import type { IdTable } from "../ids/id-table.ts";
import type { Cell } from "../row-codec.ts";
import { packCells } from "./cells.ts";
import { bytesOf, numbersIn, packNumbers } from "./numbers.ts";
import { type Packing, packedColumns, type TabledSection } from "./packings.ts";

/** Rows whose cells of a column are kept together. */
export const rowsPerChunk = 1 << 14;

/** No id, no place in an array. */
export const none = 0xffff_ffff;

/** The columns of every table beside those of its section: where a row stands in the raw responses. */
export const placeColumns = ["part", "item"] as const;

/** The same of the places of rows, which are asked for one by one. */
export const placesPerChunk = 1 << 10;

/** Under this name the parts are kept in which the rows stand, each with how many of them. */
export const sourcesName = "sources";

/** Under this name the values are kept that the numbers of a label column stand for. */
export function valuesOf(column: string): string {
  return `${column} values`;
}

/** Takes a packed chunk, in the order of the chunks of its column. */
export type KeepChunk = (column: string, body: Uint8Array) => void;

/**
 * Packs the rows of a section column by column, a chunk at a time: it holds no more than a chunk, the labels, and which parts
 * there were. Ids go by the numbers that they have so far; `inOrder` gives them those for good.
 */
export class TablePacker {
  readonly #keep: KeepChunk;
  readonly #columns: readonly { readonly name: string; readonly packer: ColumnPacker }[];
  readonly #places = placeColumns.map((name) => ({ name, numbers: new Uint32Array(rowsPerChunk) }));
  readonly #rowsOfPart = new Map<number, number>();
  #used = 0;

  constructor(section: TabledSection, ids: IdTable, keep: KeepChunk) {
    this.#keep = keep;
    this.#columns = packedColumns(section).map(({ name, packing }) => ({ name, packer: columnPacker(packing, ids) }));
  }

  /** `cells` has the packed columns in their order; `item` is null where the answer itself is the row. */
  push(part: number, item: number | null, cells: readonly Cell[]): void {
    const [parts, items] = this.#places;
    if (parts !== undefined) parts.numbers[this.#used] = part;
    if (items !== undefined) items.numbers[this.#used] = item ?? none;
    this.#rowsOfPart.set(part, (this.#rowsOfPart.get(part) ?? 0) + 1);
    for (const [column, { packer }] of this.#columns.entries()) packer.push(cells[column] ?? null);
    this.#used += 1;
    if (this.#used === rowsPerChunk) this.#flush();
  }

  end(): void {
    if (this.#used > 0) this.#flush();
    this.#keep(sourcesName, bytesOf(Uint32Array.from([...this.#rowsOfPart].flat())));
    for (const { name, packer } of this.#columns) {
      if (packer.values !== undefined) this.#keep(valuesOf(name), Buffer.from(JSON.stringify(packer.values())));
    }
  }

  #flush(): void {
    for (const { name, numbers } of this.#places) {
      for (let from = 0; from < this.#used; from += placesPerChunk)
        this.#keep(name, packNumbers(numbers.slice(from, Math.min(from + placesPerChunk, this.#used))));
    }
    for (const { name, packer } of this.#columns) this.#keep(name, packer.flush());
    this.#used = 0;
  }
}

type ColumnPacker = {
  readonly push: (cell: Cell) => void;
  /** What has been pushed since the last chunk. */
  readonly flush: () => Uint8Array;
  readonly values?: () => readonly Cell[];
};

function columnPacker(packing: Packing, ids: IdTable): ColumnPacker {
  switch (packing) {
    case "id":
      return idPacker(ids);
    case "label":
      return labelPacker();
    case "cell":
      return cellPacker();
  }
}

function idPacker(ids: IdTable): ColumnPacker {
  let cells: (string | null)[] = [];
  return {
    push: (cell) => cells.push(textOf(cell)),
    flush: () => {
      const known = cells.filter((cell) => cell !== null);
      const interned = new Uint32Array(known.length);
      ids.intern(known, interned);
      const numbers = new Uint32Array(cells.length);
      let next = 0;
      for (let place = 0; place < cells.length; place += 1) {
        const isThere = cells[place] !== null;
        numbers[place] = isThere ? (interned[next] ?? none) : none;
        if (isThere) next += 1;
      }
      cells = [];
      return bytesOf(numbers);
    },
  };
}

/** A chunk of ids by the numbers that they have for good, where it was packed by those that they had before. */
export function inOrder(body: Uint8Array, ranks: Uint32Array): Uint8Array {
  return packNumbers(numbersIn(body).map((number) => (number === none ? none : (ranks[number] ?? none))));
}

function labelPacker(): ColumnPacker {
  const labels = new Map<Cell, number>();
  let numbers: number[] = [];
  return {
    push: (cell) => {
      const number = labels.get(cell) ?? labels.size;
      if (number === labels.size) labels.set(cell, number);
      numbers.push(number);
    },
    flush: () => {
      const body = packNumbers(Uint32Array.from(numbers));
      numbers = [];
      return body;
    },
    values: () => [...labels.keys()],
  };
}

function cellPacker(): ColumnPacker {
  let cells: (string | null)[] = [];
  return {
    push: (cell) => cells.push(textOf(cell)),
    flush: () => {
      const body = packCells(cells);
      cells = [];
      return body;
    },
  };
}

function textOf(cell: Cell): string | null {
  if (typeof cell === "number") throw new TypeError("a number stands where a text should");
  return cell;
}
