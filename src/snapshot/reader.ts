import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { type SectionCoverage, type SectionName, sectionNames, sectionStatuses } from "../domain/sections.ts";
import { ScanError } from "../scan-error.ts";
import { auditView } from "./audit-view-schema.ts";
import { applicationId, formatVersion } from "./format.ts";
import { doneInFile } from "./read-states.ts";
import { evidenceIn } from "./evidence-places.ts";
import { fileDigest } from "./file-digest.ts";
import { columnsOfRows, placedRows, placedSources, rowsIn, rowsOf } from "./row-reader.ts";
import { movedEvidence } from "./moved.ts";
import type { Snapshot } from "./snapshot.ts";
import { packedTables, type Source } from "./tables/packed-tables.ts";
import { isTabled, type TabledSection } from "./tables/packings.ts";
import { readableTable } from "./tables/readable-table.ts";

const run = z.object({
  runId: z.string(),
  tenantId: z.string(),
  tenantName: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  toolVersion: z.string(),
  graphUrl: z.string(),
  identity: z.object({
    kind: z.enum(["application", "delegated", "unknown"]),
    appId: z.string().nullable(),
    objectId: z.string().nullable(),
    permissions: z.array(z.string()),
  }),
});

const coverage = z.array(
  z.object({
    section: z.enum(sectionNames),
    status: z.enum(sectionStatuses),
    read: z.int(),
    expected: z.int().nullable(),
    duplicates: z.int(),
    pages: z.int(),
    startedAt: z.string(),
    finishedAt: z.string(),
    reason: z.string().exactOptional(),
    missingPermission: z.string().exactOptional(),
    contradicted: z.literal(true).exactOptional(),
    confirmation: z.object({ reads: z.int(), moved: z.int(), reason: z.string().exactOptional() }).exactOptional(),
  }),
);

export type SnapshotFile = Snapshot & {
  /** The raw response behind a page key, as Graph sent it but for secrets in addresses. */
  readonly page: (
    key: string,
  ) => { readonly url: string; readonly sha256: string; readonly body: Uint8Array } | undefined;
  /** Counts the rows of large sections, too, which are otherwise counted when they are read. */
  readonly checkRows: () => void;
  readonly close: () => void;
};

/**
 * Opens a finished snapshot for reading and counts its rows against its coverage: of a large section those that are packed,
 * and the others when they are read. Throws `snapshot/unreadable`, also later, where rows turn out to be damaged.
 */
export async function openSnapshot(path: string): Promise<SnapshotFile> {
  if (!existsSync(path)) throw new ScanError("snapshot/unreadable", `there is no snapshot at ${path}`);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    return readFrom(database, path);
  } catch (cause) {
    database?.close();
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): ScanError {
  if (cause instanceof ScanError) return cause;
  return new ScanError("snapshot/unreadable", `${path} is not a whole sodscan snapshot`, { cause });
}

function* readable<Row>(rows: Iterable<Row>, path: string): Generator<Row> {
  try {
    yield* rows;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The rows, of which there must be as many as were read, where that is said. */
function* counted<Row>(rows: Iterable<Row>, section: SectionName, expected: number | undefined): Generator<Row> {
  let count = 0;
  for (const row of rows) {
    count += 1;
    yield row;
  }
  if (expected !== undefined && count !== expected) throw miscounted(section, count, expected);
}

function readFrom(database: DatabaseSync, path: string): SnapshotFile {
  checkFormat(database);
  const covered = coverage.parse(about(database, "coverage"));
  const evidence = evidenceIn(database);
  const { ids, table, sourcesOf } = packedTables(database, evidence);
  for (const section of covered) checkRows(database, section, sourcesOf);
  const reads = new Map(covered.map(({ section, read }) => [section, read]));
  const whole = <Row>(section: SectionName, rows: Iterable<Row>): Iterable<Row> =>
    readable(counted(rows, section, reads.get(section)), path);
  const said = { run: run.parse(about(database, "run")), auditTrail: auditView.parse(about(database, "auditTrail")) };
  const digest = fileDigest(path);
  return {
    ...said,
    coverage: covered,
    get digest() {
      return digest.take();
    },
    rows: (section) => whole(section, rowsOf(database, section, evidence)),
    columns: (section, names) => whole(section, columnsOfRows(database, section, names, evidence)),
    ids,
    table: (section) => readableTable(table(section), (cause) => unreadable(path, cause)),
    moved: movedEvidence(database),
    wasRead: doneInFile(database),
    page: (key) => {
      const found = database.prepare("SELECT url, sha256, body FROM pages WHERE key = ?").get(key);
      if (found === undefined) return undefined;
      const { url, sha256, body } = z
        .object({ url: z.string(), sha256: z.string(), body: z.instanceof(Uint8Array) })
        .parse(found);
      return { url, sha256, body: zstdDecompressSync(body) };
    },
    checkRows: () => {
      for (const { section, read } of covered) {
        const rows = rowsIn(database, section);
        if (rows !== read) throw miscounted(section, rows, read);
      }
    },
    close: () => {
      digest.close();
      database.close();
    },
  };
}

function checkFormat(database: DatabaseSync): void {
  const pragma = (name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  if (pragma("application_id") !== applicationId) {
    throw new ScanError("snapshot/unreadable", "the file is not a sodscan snapshot");
  }
  const version = pragma("user_version");
  if (version !== formatVersion) {
    throw new ScanError(
      "snapshot/unreadable",
      `the snapshot has format ${String(version)}, this sodscan reads ${formatVersion}`,
    );
  }
}

/** Rows whose response is gone do not count. */
function checkRows(
  database: DatabaseSync,
  { section, read }: SectionCoverage,
  sourcesOf: (section: TabledSection) => readonly Source[],
): void {
  const rows = isTabled(section) ? placedSources(database, section, sourcesOf(section)) : placedRows(database, section);
  if (rows !== read) throw miscounted(section, rows, read);
}

function miscounted(section: SectionName, rows: number, read: number): ScanError {
  return new ScanError(
    "snapshot/unreadable",
    `the snapshot holds ${rows} rows of ${section}, and says that ${read} were read`,
  );
}

function about(database: DatabaseSync, key: string): unknown {
  const { value } = z
    .object({ value: z.string() })
    .parse(database.prepare("SELECT value FROM about WHERE key = ?").get(key));
  return JSON.parse(value);
}
