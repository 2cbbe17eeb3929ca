import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { constants, zstdCompressSync } from "node:zlib";
import { type SectionName, sectionNames } from "../domain/sections.ts";
import { readMarks } from "./read-marks.ts";
import type { ReadState } from "./read-states.ts";
import { sectionTable } from "./section-table.ts";
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

/** A response as it came. */
export type RawResponse = {
  readonly url: string;
  readonly requestedAt: string;
  readonly receivedAt: string;
  readonly requestId: string | null;
  readonly status: number;
  readonly body: Uint8Array;
};

/** One raw response and what was read from it: one part, or in a batch one for each answer. */
export type SnapshotPage<S extends SectionName> = RawResponse & {
  readonly section: S;
  readonly parts: readonly SnapshotPart<S>[];
};

/** Two thirds of the time of zstd's default, and pages of ids come out no larger. */
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Gives how far each part's read has come with the page. */
export type Saving = <S extends SectionName>(page: SnapshotPage<S>) => readonly ReadState[];

/** Saves pages; the caller holds the transaction. A read whose rows are not as many as the tenant counts is not done. */
export function savingInto(database: DatabaseSync): Saving {
  const insertPage = database.prepare(
    "INSERT INTO pages (key, section, url, requestedAt, receivedAt, requestId, status, bytes, sha256, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const insertPart = database.prepare(
    "INSERT INTO parts (page, section, parent, pointer, given) VALUES (?, ?, ?, ?, ?)",
  );
  const marks = readMarks(database);
  const ordinals = new Map(sectionNames.map((section) => [section, lastPageOf(database, section)]));
  const tables = new Map(sectionNames.map((section) => [section, sectionTable(database, section)]));

  return ({ section, parts, body, ...page }) => {
    const table = tables.get(section);
    if (table === undefined) throw new TypeError(`no such section: ${section}`);
    const ordinal = (ordinals.get(section) ?? 0) + 1;
    const { url, requestedAt, receivedAt, requestId, status } = page;
    const { lastInsertRowid: pageId } = insertPage.run(
      pageKey(section, ordinal),
      section,
      url,
      requestedAt,
      receivedAt,
      requestId,
      status,
      body.length,
      hash("sha256", body),
      zstdCompressSync(body, fastest),
    );
    let cameAgain = false;
    const states = parts.map(({ parentId, pointer, rows, next, expected }) => {
      const { lastInsertRowid: part } = insertPart.run(pageId, section, parentId, pointer, rows.length);
      const mark = marks.advance(section, parentId, { next, expected, given: rows.length });
      for (const { item, row } of rows) {
        const replaced = table.put({ part, item }, row);
        if (replaced === null) continue;
        cameAgain = true;
        marks.takeFrom(section, replaced);
      }
      const now = cameAgain ? marks.markOf(section, parentId) : mark;
      return next === null ? marks.end(section, parentId, now) : now.state;
    });
    ordinals.set(section, ordinal);
    return cameAgain ? parts.map(({ parentId }) => marks.markOf(section, parentId).state) : states;
  };
}

/** The key of the page of a section that was saved last. */
export function lastPageKey(database: DatabaseSync, section: SectionName): string {
  return pageKey(section, lastPageOf(database, section));
}

function pageKey(section: SectionName, ordinal: number): string {
  return `${section}/${ordinal}`;
}

/** The number of the last page, which is not that of pages where some were not copied. */
function lastPageOf(database: DatabaseSync, section: SectionName): number {
  const last = "SELECT max(CAST(substr(key, length(section) + 2) AS INTEGER)) AS page FROM pages WHERE section = ?";
  return Number(database.prepare(last).get(section)?.["page"] ?? 0);
}
