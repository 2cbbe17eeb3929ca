import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { DatabaseSync } from "node:sqlite";
import { zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { type SectionCoverage, sectionNames, sectionStatuses } from "../domain/sections.ts";
import { ScanError } from "../scan-error.ts";
import { auditView } from "./audit-view-schema.ts";
import { applicationId, formatVersion } from "./format.ts";
import { doneIn } from "./read-states.ts";
import { columnsOfRows, placedParts, placedRows, rowsIn, rowsOf } from "./row-reader.ts";
import { movedEvidence } from "./moved.ts";
import type { Snapshot } from "./snapshot.ts";
import { packedTables } from "./tables/packed-tables.ts";
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
  readonly close: () => void;
};

/**
 * Opens a finished snapshot for reading, takes its digest and counts its rows against its coverage. Throws `snapshot/unreadable`, also later, where rows turn out
 * to be damaged.
 */
export async function openSnapshot(path: string): Promise<SnapshotFile> {
  if (!existsSync(path)) throw new ScanError("snapshot/unreadable", `there is no snapshot at ${path}`);
  let database: DatabaseSync | undefined;
  try {
    const digest = await digestOf(path);
    database = new DatabaseSync(path, { readOnly: true });
    return readFrom(database, digest, path);
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

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest("hex")}`;
}

function readFrom(database: DatabaseSync, digest: string, path: string): SnapshotFile {
  checkFormat(database);
  const covered = coverage.parse(about(database, "coverage"));
  const { ids, table, partsOf } = packedTables(database);
  for (const section of covered) checkRows(database, section, partsOf);
  return {
    run: run.parse(about(database, "run")),
    coverage: covered,
    auditTrail: auditView.parse(about(database, "auditTrail")),
    digest,
    rows: (section) => readable(rowsOf(database, section), path),
    columns: (section, names) => readable(columnsOfRows(database, section, names), path),
    ids,
    table: (section) => readableTable(table(section), (cause) => unreadable(path, cause)),
    moved: movedEvidence(database),
    wasRead: doneIn(database),
    page: (key) => {
      const found = database.prepare("SELECT url, sha256, body FROM pages WHERE key = ?").get(key);
      if (found === undefined) return undefined;
      const { url, sha256, body } = z
        .object({ url: z.string(), sha256: z.string(), body: z.instanceof(Uint8Array) })
        .parse(found);
      return { url, sha256, body: zstdDecompressSync(body) };
    },
    close: () => database.close(),
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

/** Rows whose response is gone do not count; of a table those count that both are there and are packed. */
function checkRows(database: DatabaseSync, { section, read }: SectionCoverage, packed: Packed): void {
  const counts = isTabled(section)
    ? [rowsIn(database, section), placedParts(database, section, packed(section))]
    : [placedRows(database, section)];
  const wrong = counts.find((rows) => rows !== read);
  if (wrong === undefined) return;
  throw new ScanError(
    "snapshot/unreadable",
    `the snapshot holds ${wrong} rows of ${section}, and says that ${read} were read`,
  );
}

type Packed = (section: TabledSection) => Uint32Array;

function about(database: DatabaseSync, key: string): unknown {
  const { value } = z
    .object({ value: z.string() })
    .parse(database.prepare("SELECT value FROM about WHERE key = ?").get(key));
  return JSON.parse(value);
}
