import { isAscii } from "node:buffer";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { bytesOf, numbersIn, release } from "./numbers.ts";

/** A cell as SQLite keeps it, where it is no number. */
export type TextCell = string | null;

const isNull = 0x8000_0000;

/** A chunk of cells, compressed: for each where it ends, then their UTF-8 bytes. */
export function packCells(cells: readonly TextCell[]): Uint8Array {
  const ends = new Uint32Array(cells.length);
  const text = cells.join("");
  const whole = Buffer.from(text);
  const isAscii = whole.length === text.length;
  const encoded = isAscii ? [] : cells.map((cell) => Buffer.from(cell ?? ""));
  let end = 0;
  for (let place = 0; place < cells.length; place += 1) {
    const cell = cells[place] ?? null;
    end += isAscii ? (cell?.length ?? 0) : (encoded[place]?.length ?? 0);
    ends[place] = cell === null ? (end | isNull) >>> 0 : end;
  }
  const bytes = isAscii ? whole : Buffer.concat(encoded);
  return zstdCompressSync(Buffer.concat([bytesOf(ends), bytes]));
}

/** A chunk as it was packed, with room to read single cells. */
export type CellChunk = { readonly bytes: Buffer; readonly ends: Uint32Array };

/** More than most chunks take: what comes in one piece is not copied into another. */
const onePiece = { chunkSize: 1 << 20 };

export function unpackCells(body: Uint8Array, count: number): CellChunk {
  const bytes = zstdDecompressSync(body, onePiece);
  release(body);
  const length = count * Uint32Array.BYTES_PER_ELEMENT;
  const ends = numbersIn(bytes.subarray(0, length));
  if (ends.length !== count || ((ends.at(-1) ?? 0) & ~isNull) !== bytes.length - length)
    throw new TypeError(`a packed column has not the ${count} cells that it should have`);
  return { bytes: bytes.subarray(length), ends };
}

/** The same in no more memory than it takes, to be kept. */
export function compactCells({ bytes, ends }: CellChunk): CellChunk {
  const compact = { bytes: Buffer.from(bytes), ends: ends.slice() };
  release(bytes);
  return compact;
}

/** All cells of a chunk, which nobody may read after. */
export function drainCells(chunk: CellChunk): readonly TextCell[] {
  const cells = cellsIn(chunk);
  release(chunk.bytes);
  return cells;
}

export function cellIn({ bytes, ends }: CellChunk, place: number): TextCell {
  const end = ends[place] ?? 0;
  return end >= isNull ? null : bytes.toString("utf8", startOf(ends, place), end);
}

/** All cells of a chunk: where all are ASCII, one text is made and cut. */
export function cellsIn(chunk: CellChunk): readonly TextCell[] {
  const { bytes, ends } = chunk;
  if (!isAscii(bytes)) return Array.from(ends, (_, place) => cellIn(chunk, place));
  const text = bytes.toString("latin1");
  const cells: TextCell[] = [];
  let start = 0;
  for (let place = 0; place < ends.length; place += 1) {
    const end = ends[place] ?? 0;
    cells.push(end >= isNull ? null : text.slice(start, end));
    start = end & ~isNull;
  }
  return cells;
}

function startOf(ends: Uint32Array, place: number): number {
  return place === 0 ? 0 : (ends[place - 1] ?? 0) & ~isNull;
}
