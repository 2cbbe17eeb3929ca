import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { evidenceIn } from "../evidence-places.ts";
import { type Ids, idsInOrder } from "../ids/id-table.ts";
import type { Snapshot } from "../snapshot.ts";
import { numbersIn } from "./cells.ts";
import { idsSection } from "./pack-tables.ts";
import type { TabledSection } from "./packings.ts";
import { numbersOf, type PackedTable, tableIn } from "./table.ts";
import { none, rowsPerChunk } from "./table-packer.ts";

export type Tables = Pick<Snapshot, "ids" | "table"> & {
  /** Of each row of a table the part of a response in which it stands. */
  readonly partsOf: (section: TabledSection) => Uint32Array;
};

const others = z.array(z.tuple([z.int(), z.string()]));

/** The tables as they were packed. Throws a TypeError, also later, where they are damaged. */
export function packedTables(database: DatabaseSync): Tables {
  const chunkOf = chunksIn(database);
  const ranks = numbersIn(chunkOf(idsSection, "ranks", 0));
  const ids = idsIn((name) => chunkOf(idsSection, name, 0));
  const sizeOf = database.prepare(
    "SELECT total(length(body)) AS bytes FROM packed WHERE section = ? AND name = 'part'",
  );
  const evidence = evidenceIn(database);
  const packed = (section: TabledSection): PackedTable => {
    const size = Number(sizeOf.get(section)?.["bytes"]) / Uint32Array.BYTES_PER_ELEMENT;
    const chunk = (name: string, index: number): Uint8Array => chunkOf(section, name, index);
    const [part, item] = [placesIn(chunk, "part"), placesIn(chunk, "item")];
    return {
      size,
      chunk,
      ranks,
      evidence: (place) => {
        const at = item(place);
        return evidence(part(place), at === none ? null : at);
      },
    };
  };
  return {
    ids,
    table: (section) => tableIn(section, packed(section)),
    partsOf: (section) => numbersOf("part", packed(section)),
  };
}

function idsIn(bodyOf: (name: string) => Uint8Array): Ids {
  const words = numbersIn(bodyOf("words"));
  return idsInOrder({
    words: new Int32Array(words.buffer),
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
const chunksKept = 64;

/** Single numbers of a column that is asked for here and there. */
function placesIn(chunk: PackedTable["chunk"], name: string): (place: number) => number {
  const kept = new Map<number, Uint32Array>();
  return (place) => {
    const index = Math.floor(place / rowsPerChunk);
    const known = kept.get(index) ?? numbersIn(chunk(name, index));
    if (kept.size >= chunksKept && !kept.has(index)) kept.clear();
    kept.set(index, known);
    const number = known[place % rowsPerChunk];
    if (number === undefined) throw new RangeError(`no row stands at ${place}`);
    return number;
  };
}
