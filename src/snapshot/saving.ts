import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { type SectionName, sectionNames } from "../domain/sections.ts";
import { type Column, columnsOf, encodeCell } from "./row-codec.ts";
import type { Row } from "./sections.ts";

/** A collection in a response: what was read of one parent object, and where it goes on. */
export type SnapshotPart<S extends SectionName> = {
  /** Empty where the section is read in one go. */
  readonly parentId: string;
  /** JSON Pointer (RFC 6901) to the array in the body that the rows come from, or to the one row. */
  readonly pointer: string;
  /** Each with its place in that array; null where the answer itself is the one row. */
  readonly rows: readonly { readonly item: number | null; readonly row: Row<S> }[];
  /** The path of the next page; null where this was the last. */
  readonly next: string | null;
  /** Rows the tenant itself counts for this parent, where the page says so. */
  readonly expected: number | null;
};

/** One raw response and what was read from it: one part, or in a batch one for each answer. */
export type SnapshotPage<S extends SectionName> = {
  readonly section: S;
  readonly url: string;
  readonly requestedAt: string;
  readonly receivedAt: string;
  readonly requestId: string | null;
  readonly status: number;
  readonly body: Uint8Array;
  readonly parts: readonly SnapshotPart<S>[];
};

type Saving = <S extends SectionName>(page: SnapshotPage<S>) => void;

/** Saves pages; the caller holds the transaction. */
export function savingInto(database: DatabaseSync): Saving {
  const insertPage = database.prepare(
    "INSERT INTO pages (key, section, url, requestedAt, receivedAt, requestId, status, bytes, sha256, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const insertPart = database.prepare(
    "INSERT INTO parts (page, section, parent, pointer, given) VALUES (?, ?, ?, ?, ?)",
  );
  const setRead =
    database.prepare(`INSERT INTO reads (section, parent, next, done, expected) VALUES (?, ?, ?, ?, ?) ON CONFLICT (section, parent)
     DO UPDATE SET next = excluded.next, done = excluded.done, expected = coalesce(excluded.expected, expected)`);
  const ordinals = new Map(sectionNames.map((section) => [section, pagesOf(database, section)]));
  const tables = new Map(sectionNames.map((section) => [section, tableOf(database, section)]));

  return ({ section, parts, body, ...page }) => {
    const table = tables.get(section);
    if (table === undefined) throw new TypeError(`no such section: ${section}`);
    const ordinal = (ordinals.get(section) ?? 0) + 1;
    const { url, requestedAt, receivedAt, requestId, status } = page;
    const sha256 = createHash("sha256").update(body).digest("hex");
    const key = `${section}/${ordinal}`;
    const { lastInsertRowid: pageId } = insertPage.run(
      key,
      section,
      url,
      requestedAt,
      receivedAt,
      requestId,
      status,
      body.length,
      sha256,
      zstdCompressSync(body),
    );
    for (const { parentId, pointer, rows, next, expected } of parts) {
      const { lastInsertRowid: partId } = insertPart.run(pageId, section, parentId, pointer, rows.length);
      for (const { item, row } of rows) {
        const values = new Map(Object.entries(row));
        table.insert.run(partId, item, ...table.columns.map((column) => encodeCell(values.get(column.name), column)));
      }
      setRead.run(section, parentId, next, next === null ? 1 : 0, expected);
    }
    ordinals.set(section, ordinal);
  };
}

function pagesOf(database: DatabaseSync, section: SectionName): number {
  return Number(database.prepare("SELECT count(*) AS pages FROM pages WHERE section = ?").get(section)?.["pages"] ?? 0);
}

type Table = { readonly columns: readonly Column[]; readonly insert: StatementSync };

/** A row that comes again replaces the one before: it was read later. */
function tableOf(database: DatabaseSync, section: SectionName): Table {
  const columns = columnsOf(section);
  const places = ["?", "?", ...columns.map(() => "?")].join(", ");
  return { columns, insert: database.prepare(`INSERT OR REPLACE INTO "${section}" VALUES (${places})`) };
}
