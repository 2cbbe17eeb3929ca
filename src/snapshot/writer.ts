import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { type SectionCoverage, type SectionName, sectionNames } from "../domain/sections.ts";
import { ScanError } from "../scan-error.ts";
import { applicationId, formatVersion } from "./format.ts";
import { type Column, columnsOf, encodeCell } from "./row-codec.ts";
import { rowsOf } from "./row-reader.ts";
import type { Row, SourcedRow } from "./sections.ts";
import type { SnapshotRun } from "./snapshot.ts";

/** One raw response and the rows read from it. */
export type SnapshotPage<S extends SectionName> = {
  readonly section: S;
  /** Unique in the snapshot, and the same from run to run: `<section>/<n>` or `<section>/<parent id>/<n>`. */
  readonly key: string;
  readonly url: string;
  readonly requestedAt: string;
  readonly receivedAt: string;
  readonly requestId: string | null;
  readonly status: number;
  readonly body: Uint8Array;
  /** JSON Pointer to the array in the body that the rows come from. */
  readonly pointer: string;
  readonly rows: readonly { readonly item: number; readonly row: Row<S> }[];
};

/** Writes `<path>.partial`; only `finish` gives the file its name, so that a half-written one never looks whole. */
export type SnapshotWriter = {
  /** Keeps the page and its rows together, or neither. */
  readonly save: <S extends SectionName>(page: SnapshotPage<S>) => void;
  /** The ids saved so far in a section whose rows have ids. */
  readonly ids: (section: SectionName) => readonly string[];
  readonly rows: <S extends SectionName>(section: S) => Iterable<SourcedRow<S>>;
  readonly finish: (run: SnapshotRun, coverage: readonly SectionCoverage[]) => void;
  /** Ends without a snapshot. */
  readonly discard: () => void;
};

export function createSnapshot(path: string): SnapshotWriter {
  const partial = `${path}.partial`;
  const database = openForWriting(partial);
  const insertPage = database.prepare(
    "INSERT INTO pages (key, section, url, requestedAt, receivedAt, requestId, status, bytes, sha256, pointer, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const tables = new Map(sectionNames.map((section) => [section, tableOf(database, section)]));

  return {
    save: (page) => {
      const table = tables.get(page.section);
      if (table === undefined) throw new TypeError(`no such section: ${page.section}`);
      database.exec("BEGIN");
      try {
        const { lastInsertRowid } = insertPage.run(
          page.key,
          page.section,
          page.url,
          page.requestedAt,
          page.receivedAt,
          page.requestId,
          page.status,
          page.body.length,
          createHash("sha256").update(page.body).digest("hex"),
          page.pointer,
          zstdCompressSync(page.body),
        );
        for (const { item, row } of page.rows) {
          const values = new Map(Object.entries(row));
          const cells = table.columns.map((column) => encodeCell(values.get(column.name), column));
          table.insert.run(lastInsertRowid, item, ...cells);
        }
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
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
    discard: () => {
      database.close();
      rmSync(partial, { force: true });
    },
  };
}

function openForWriting(partial: string): DatabaseSync {
  try {
    mkdirSync(dirname(partial), { recursive: true });
    rmSync(partial, { force: true });
    const database = new DatabaseSync(partial);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
    database.exec("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
    database.exec(
      "CREATE TABLE pages (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, section TEXT NOT NULL, url TEXT NOT NULL, requestedAt TEXT NOT NULL, receivedAt TEXT NOT NULL, requestId TEXT, status INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, pointer TEXT NOT NULL, body BLOB NOT NULL) STRICT",
    );
    return database;
  } catch (cause) {
    throw new ScanError("output/unwritable", `cannot write a snapshot to ${partial}`, { cause });
  }
}

type Table = { readonly columns: readonly Column[]; readonly insert: StatementSync };

function tableOf(database: DatabaseSync, section: SectionName): Table {
  const columns = columnsOf(section);
  const types = columns.map(({ name, storage }) => `"${name}" ${storage === "flag" ? "INTEGER" : "TEXT"}`);
  database.exec(
    `CREATE TABLE "${section}" (page INTEGER NOT NULL REFERENCES pages (id), item INTEGER NOT NULL, ${types.join(", ")}) STRICT`,
  );
  const places = ["?", "?", ...columns.map(() => "?")].join(", ");
  return { columns, insert: database.prepare(`INSERT INTO "${section}" VALUES (${places})`) };
}
