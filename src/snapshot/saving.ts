import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { type SectionName, sectionNames } from "../domain/sections.ts";
import { columnsOf, encodeCell } from "./row-codec.ts";
import { endReading } from "./second-reading.ts";
import { naturalKeys, type Row } from "./sections.ts";

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

/** Saves pages; the caller holds the transaction. A read whose rows are not as many as the tenant counts is not done. */
export function savingInto(database: DatabaseSync): Saving {
  const insertPage = database.prepare(
    "INSERT INTO pages (key, section, url, requestedAt, receivedAt, requestId, status, bytes, sha256, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const insertPart = database.prepare(
    "INSERT INTO parts (page, section, parent, pointer, given) VALUES (?, ?, ?, ?, ?)",
  );
  const setRead =
    database.prepare(`INSERT INTO reads (section, parent, next, done, expected, there) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (section, parent)
     DO UPDATE SET next = excluded.next, done = excluded.done, expected = coalesce(excluded.expected, expected), there = there + excluded.there`);
  const isWhole = database.prepare(
    "SELECT 1 FROM reads WHERE section = ? AND parent = ? AND done = 1 AND (expected IS NULL OR expected = there)",
  );
  const contradict = database.prepare("UPDATE reads SET done = 0 WHERE section = ? AND parent = ?");
  const takeFrom = database.prepare("UPDATE reads SET there = there - 1 WHERE section = ? AND parent = ?");
  const ordinals = new Map(sectionNames.map((section) => [section, lastPageOf(database, section)]));
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
      setRead.run(section, parentId, next, next === null ? 1 : 0, expected, rows.length);
      for (const { item, row } of rows) {
        const replaced = table.put([partId, item], new Map(Object.entries(row)));
        if (replaced !== null) takeFrom.run(section, replaced);
      }
      if (next !== null) continue;
      if (isWhole.get(section, parentId) === undefined) contradict.run(section, parentId);
      else endReading(database, section, parentId);
    }
    ordinals.set(section, ordinal);
  };
}

/** The number of the last page, which is not that of pages where some were not copied. */
function lastPageOf(database: DatabaseSync, section: SectionName): number {
  const last = "SELECT max(CAST(substr(key, length(section) + 2) AS INTEGER)) AS page FROM pages WHERE section = ?";
  return Number(database.prepare(last).get(section)?.["page"] ?? 0);
}

type Table = {
  /**
   * A row that comes again replaces the one before, as it was read later; tells the parent of whose present reading it takes
   * one away.
   */
  readonly put: (
    source: readonly [part: number | bigint, item: number | null],
    row: ReadonlyMap<string, unknown>,
  ) => string | null;
};

function tableOf(database: DatabaseSync, section: SectionName): Table {
  const columns = columnsOf(section);
  const keys = columns.filter(({ name }) => naturalKeys[section].some((key) => key === name));
  const places = ["?", "?", ...columns.map(() => "?")].join(", ");
  const insert = database.prepare(`INSERT INTO "${section}" VALUES (${places}) ON CONFLICT DO NOTHING`);
  const replace = database.prepare(`REPLACE INTO "${section}" VALUES (${places})`);
  const parentOf = database.prepare(
    `SELECT parts.parent AS parent FROM "${section}" AS rows JOIN parts ON parts.id = rows.part
     JOIN reads ON reads.section = parts.section AND reads.parent = parts.parent AND parts.id > reads.since
     WHERE ${keys.map(({ name }) => `rows."${name}" = ?`).join(" AND ")}`,
  );
  return {
    put: (source, row) => {
      const cells = columns.map((column) => encodeCell(row.get(column.name), column));
      if (insert.run(...source, ...cells).changes > 0) return null;
      const before = parentOf.get(...keys.map((column) => encodeCell(row.get(column.name), column)));
      replace.run(...source, ...cells);
      return before === undefined ? null : String(before["parent"]);
    },
  };
}
