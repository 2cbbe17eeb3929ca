import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { EvidenceRef } from "../domain/evidence.ts";
import { evidenceRef } from "./evidence-ref.ts";

type Place = { readonly page: SQLOutputValue | undefined; readonly pointer: SQLOutputValue | undefined };

/** Parts whose places are kept at hand while rows are read. */
const placesKept = 1 << 16;

/** Where a row stands in the raw responses, by its part of a page and its place therein. */
export type EvidenceOf = (part: SQLOutputValue | undefined, item: SQLOutputValue | undefined) => EvidenceRef;

/** It keeps what it looks up: of a file that is still written to, it tells only for as long as nothing is taken out. */
export function evidenceIn(database: DatabaseSync): EvidenceOf {
  const placeOf = placesIn(database);
  return (part, item) => {
    const { page, pointer } = placeOf(part);
    return evidenceRef(page, pointer, item);
  };
}

/** Where each part of a page stands. */
function placesIn(database: DatabaseSync): (part: SQLOutputValue | undefined) => Place {
  const statement = database.prepare(
    "SELECT pages.key AS page, parts.pointer AS pointer FROM parts JOIN pages ON pages.id = parts.page WHERE parts.id = ?",
  );
  const known = new Map<SQLOutputValue, Place>();
  return (part = null) => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const found = statement.get(part);
    if (found === undefined) throw new TypeError(`a row stands in part ${String(part)}, which there is not`);
    const place = { page: found["page"], pointer: found["pointer"] };
    if (known.size >= placesKept) known.clear();
    known.set(part, place);
    return place;
  };
}
