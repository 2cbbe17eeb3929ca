import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { evidenceIn } from "../evidence-places.ts";
import type { Ids } from "../ids/id-table.ts";
import { idsInOrder } from "../ids/ids-in-order.ts";
import type { Snapshot } from "../snapshot.ts";
import { anyNumber, numbersIn, unpackNumbers } from "./numbers.ts";
import { idsSection } from "./pack-tables.ts";
import type { TabledSection } from "./packings.ts";
import { type PackedTable, tableIn } from "./table.ts";
import { none, placesPerChunk, sourcesName } from "./table-packer.ts";

export type Tables = Pick<Snapshot, "ids" | "table"> & {
  /** The parts of responses in which the rows of a table stand, each with how many. */
  readonly sourcesOf: (section: TabledSection) => readonly Source[];
};

/** So many rows stand in this part of a response. */
export type Source = { readonly part: number; readonly rows: number };

const others = z.array(z.tuple([z.int(), z.string()]));

/** The tables as they were packed. Throws a TypeError, also later, where they are damaged. */
export function packedTables(database: DatabaseSync, evidence = evidenceIn(database)): Tables {
  const chunkOf = chunksIn(database);
  const ids = idsIn((name) => chunkOf(idsSection, name, 0));
  const sourcesOf = (section: TabledSection): readonly Source[] => sourcesIn(chunkOf(section, sourcesName, 0));
  const packed = (section: TabledSection): PackedTable => {
    const size = sourcesOf(section).reduce((sum, { rows }) => sum + rows, 0);
    const chunk = (name: string, index: number): Uint8Array => chunkOf(section, name, index);
    const [part, item] = [placesIn(size, chunk, "part"), placesIn(size, chunk, "item")];
    return {
      size,
      chunk,
      ids: ids.size(),
      evidence: (place) => {
        const at = item(place);
        return evidence(part(place), at === none ? null : at);
      },
    };
  };
  return { ids, table: (section) => tableIn(section, packed(section)), sourcesOf };
}

function sourcesIn(body: Uint8Array): readonly Source[] {
  const numbers = numbersIn(body);
  return Array.from({ length: numbers.length / 2 }, (_, at) => ({
    part: numbers[at * 2] ?? 0,
    rows: numbers[at * 2 + 1] ?? 0,
  }));
}

function idsIn(bodyOf: (name: string) => Uint8Array): Ids {
  const words = numbersIn(bodyOf("words"));
  return idsInOrder({
    words: new Int32Array(words.buffer, words.byteOffset, words.length),
    others: others.parse(JSON.parse(Buffer.from(bodyOf("others")).toString())),
  });
}

function chunksIn(database: DatabaseSync): (section: string, name: string, index: number) => Uint8Array {
  const statement = database.prepare("SELECT body FROM packed WHERE section = ? AND name = ? AND chunk = ?");
  return (section, name, index) => {
    const body = statement.get(section, name, index)?.["body"];
    if (!(body instanceof Uint8Array)) throw new TypeError(`no chunk ${index} of ${section}.${name} was packed`);
    return body;
  };
}

/** Chunks of places that are kept at hand. */
const chunksKept = 1024;

/** Single numbers of a column that is asked for here and there. */
function placesIn(size: number, chunk: PackedTable["chunk"], name: string): (place: number) => number {
  const kept = new Map<number, Uint32Array>();
  return (place) => {
    if (!(place >= 0 && place < size)) throw new RangeError(`no row stands at ${place}`);
    const index = Math.floor(place / placesPerChunk);
    const count = Math.min(placesPerChunk, size - index * placesPerChunk);
    const known = kept.get(index) ?? unpackNumbers(chunk(name, index), count, anyNumber);
    if (kept.size >= chunksKept && !kept.has(index)) kept.clear();
    kept.set(index, known);
    return known[place % placesPerChunk] ?? none;
  };
}
