import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { z } from "zod";
import { type SectionCoverage, type SectionName, sectionNames } from "../domain/sections.ts";
import { ScanError } from "../scan-error.ts";
import { applicationId, formatVersion } from "./format.ts";
import { type Column, columnsOf, encodeCell } from "./row-codec.ts";
import { rowsOf } from "./row-reader.ts";
import { naturalKeys, type Row, type SourcedRow } from "./sections.ts";
import type { SnapshotRun } from "./snapshot.ts";

/** A collection in a response: what was read of one parent object, and where it goes on. */
export type SnapshotPart<S extends SectionName> = {
  /** Empty where the section is read in one go. */
  readonly parentId: string;
  /** JSON Pointer (RFC 6901) to the array in the body that the rows come from. */
  readonly pointer: string;
  readonly rows: readonly { readonly item: number; readonly row: Row<S> }[];
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

/** How far one read has come. */
export type ReadState = { readonly next: string | null; readonly done: boolean; readonly expected: number | null };

/** What a section holds so far. Rows that Graph gave beyond those that are there came twice. */
export type Tally = {
  readonly rows: number;
  readonly given: number;
  readonly pages: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

/** What has to be known of a run to go on with it. */
export type Begun = Pick<SnapshotRun, "runId" | "startedAt" | "graphUrl" | "toolVersion">;

/**
 * Writes `<path>.partial`; only `finish` gives the file its name, so that a half-written one never looks whole. A page, its
 * rows and where the read goes on are kept together or not at all, so that a run that ends at any moment can be resumed.
 */
export type SnapshotWriter = {
  readonly begun: Begun;
  readonly save: <S extends SectionName>(page: SnapshotPage<S>) => void;
  readonly reads: (section: SectionName) => ReadonlyMap<string, ReadState>;
  /** Forgets what was read of a parent, so that it is read again from the start. */
  readonly restart: (section: SectionName, parentId: string) => void;
  readonly tally: (section: SectionName) => Tally;
  /** Marks a parent as read that turned out to be gone. */
  readonly skip: (section: SectionName, parentId: string) => void;
  readonly rowsOfParent: (section: SectionName, parentId: string) => number;
  /** The ids saved so far in a section whose rows have ids. */
  readonly ids: (section: SectionName) => readonly string[];
  readonly rows: <S extends SectionName>(section: S) => Iterable<SourcedRow<S>>;
  readonly finish: (run: SnapshotRun, coverage: readonly SectionCoverage[]) => void;
  /** Ends, leaving what was read to be resumed. */
  readonly suspend: () => void;
  /** Ends, leaving nothing. */
  readonly discard: () => void;
};

export function createSnapshot(path: string, begun: Begun): SnapshotWriter {
  const partial = `${path}.partial`;
  try {
    mkdirSync(dirname(partial), { recursive: true });
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${partial}${suffix}`, { force: true });
    const database = new DatabaseSync(partial);
    layOut(database, begun);
    return writerOf(database, path, begun);
  } catch (cause) {
    throw new ScanError("output/unwritable", `cannot write a snapshot to ${partial}`, { cause });
  }
}

/** Goes on with a snapshot that was left unfinished. Throws `snapshot/unreadable` where there is none. */
export function resumeSnapshot(path: string): SnapshotWriter {
  const partial = `${path}.partial`;
  if (!existsSync(partial)) throw new ScanError("snapshot/unreadable", `there is no unfinished snapshot at ${partial}`);
  try {
    const database = new DatabaseSync(partial);
    const { value } = z
      .object({ value: z.string() })
      .parse(database.prepare("SELECT value FROM about WHERE key = 'begun'").get());
    return writerOf(database, path, begunSchema.parse(JSON.parse(value)));
  } catch (cause) {
    throw new ScanError("snapshot/unreadable", `${partial} cannot be resumed`, { cause });
  }
}

const begunSchema = z.object({
  runId: z.string(),
  startedAt: z.string(),
  graphUrl: z.string(),
  toolVersion: z.string(),
});

function layOut(database: DatabaseSync, begun: Begun): void {
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
  database.exec(`
    CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE pages (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, section TEXT NOT NULL, url TEXT NOT NULL,
      requestedAt TEXT NOT NULL, receivedAt TEXT NOT NULL, requestId TEXT, status INTEGER NOT NULL, bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL, body BLOB NOT NULL) STRICT;
    CREATE TABLE parts (id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES pages (id), section TEXT NOT NULL,
      parent TEXT NOT NULL, pointer TEXT NOT NULL, given INTEGER NOT NULL) STRICT;
    CREATE INDEX partsOfRead ON parts (section, parent);
    CREATE TABLE reads (section TEXT NOT NULL, parent TEXT NOT NULL, next TEXT, done INTEGER NOT NULL, expected INTEGER,
      PRIMARY KEY (section, parent)) STRICT, WITHOUT ROWID;`);
  for (const section of sectionNames) {
    const columns = columnsOf(section).map(
      ({ name, storage }) => `"${name}" ${storage === "flag" ? "INTEGER" : "TEXT"}`,
    );
    const key = naturalKeys[section].map((name) => `"${name}"`).join(", ");
    database.exec(
      `CREATE TABLE "${section}" (part INTEGER NOT NULL REFERENCES parts (id), item INTEGER NOT NULL, ${columns.join(", ")}, PRIMARY KEY (${key})) STRICT, WITHOUT ROWID`,
    );
  }
  database.prepare("INSERT INTO about (key, value) VALUES ('begun', ?)").run(JSON.stringify(begun));
}

function writerOf(database: DatabaseSync, path: string, begun: Begun): SnapshotWriter {
  const partial = `${path}.partial`;
  const saving = savingInto(database);
  return {
    begun,
    save: (page) => inTransaction(database, () => saving(page)),
    reads: (section) => readsOf(database, section),
    restart: (section, parentId) =>
      inTransaction(database, () => {
        database
          .prepare(`DELETE FROM "${section}" WHERE part IN (SELECT id FROM parts WHERE section = ? AND parent = ?)`)
          .run(section, parentId);
        database.prepare("DELETE FROM parts WHERE section = ? AND parent = ?").run(section, parentId);
        database.prepare("DELETE FROM reads WHERE section = ? AND parent = ?").run(section, parentId);
      }),
    skip: (section, parentId) => {
      database
        .prepare("INSERT OR REPLACE INTO reads (section, parent, next, done, expected) VALUES (?, ?, NULL, 1, NULL)")
        .run(section, parentId);
    },
    tally: (section) => tallyOf(database, section),
    rowsOfParent: (section, parentId) =>
      Number(
        database
          .prepare(
            `SELECT count(*) AS rows FROM "${section}" WHERE part IN (SELECT id FROM parts WHERE section = ? AND parent = ?)`,
          )
          .get(section, parentId)?.["rows"] ?? 0,
      ),
    ids: (section) =>
      database
        .prepare(`SELECT id FROM "${section}"`)
        .all()
        .map(({ id }) => String(id)),
    rows: (section) => rowsOf(database, section),
    finish: (run, coverage) => {
      database
        .prepare("INSERT INTO about (key, value) VALUES ('run', ?), ('coverage', ?)")
        .run(JSON.stringify(run), JSON.stringify(coverage));
      database.exec("PRAGMA journal_mode = DELETE");
      database.close();
      renameSync(partial, path);
    },
    suspend: () => database.close(),
    discard: () => {
      database.close();
      rmSync(partial, { force: true });
    },
  };
}

type Saving = <S extends SectionName>(page: SnapshotPage<S>) => void;

function savingInto(database: DatabaseSync): Saving {
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

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

const readRow = z.object({
  parent: z.string(),
  next: z.string().nullable(),
  done: z.int(),
  expected: z.int().nullable(),
});

function readsOf(database: DatabaseSync, section: SectionName): ReadonlyMap<string, ReadState> {
  const reads = database.prepare("SELECT parent, next, done, expected FROM reads WHERE section = ?").all(section);
  return new Map(
    reads.map((read) => {
      const { parent, next, done, expected } = readRow.parse(read);
      return [parent, { next, done: done === 1, expected }];
    }),
  );
}

const tallyRow = z.object({
  rows: z.int(),
  given: z.int(),
  pages: z.int(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

function tallyOf(database: DatabaseSync, section: SectionName): Tally {
  const counts = database.prepare(
    `SELECT (SELECT count(*) FROM "${section}") AS rows, (SELECT coalesce(sum(given), 0) FROM parts WHERE section = :section) AS given,
       count(*) AS pages, min(requestedAt) AS startedAt, max(receivedAt) AS finishedAt FROM pages WHERE section = :section`,
  );
  return tallyRow.parse(counts.get({ section }));
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
