import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { AuditRequest } from "../domain/audit-view.ts";
import { sectionNames } from "../domain/sections.ts";
import { applicationId, formatVersion } from "./format.ts";
import { auditRequest } from "./audit-view-schema.ts";
import { columnsOf } from "./row-codec.ts";
import { naturalKeys } from "./sections.ts";
import type { SnapshotRun } from "./snapshot.ts";

/** What has to be known of a run to go on with it. */
export type Begun = Pick<SnapshotRun, "runId" | "startedAt" | "graphUrl" | "toolVersion"> & {
  readonly audit: AuditRequest;
};

export const begunSchema = z.object({
  runId: z.string(),
  startedAt: z.string(),
  graphUrl: z.string(),
  toolVersion: z.string(),
  audit: auditRequest,
});

/** The tables of a new snapshot: raw responses, the collections in them, how far each read is, and a table a section. */
export function layOut(database: DatabaseSync, begun: Begun): void {
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
    CREATE INDEX partsOfPage ON parts (page);
    CREATE TABLE reads (section TEXT NOT NULL, parent TEXT NOT NULL, next TEXT, done INTEGER NOT NULL, expected INTEGER,
      there INTEGER NOT NULL, since INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (section, parent)) STRICT, WITHOUT ROWID;
    CREATE TABLE packed (section TEXT NOT NULL, name TEXT NOT NULL, chunk INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (section, name, chunk)) STRICT;
    CREATE TABLE bookmarks (section TEXT PRIMARY KEY, link TEXT NOT NULL) STRICT;
    CREATE TABLE moved (section TEXT NOT NULL, key TEXT NOT NULL, change TEXT NOT NULL, PRIMARY KEY (section, key)) STRICT, WITHOUT ROWID;`);
  for (const section of sectionNames) {
    const columns = columnsOf(section).map(
      ({ name, storage }) => `"${name}" ${storage === "flag" ? "INTEGER" : "TEXT"}`,
    );
    const key = naturalKeys[section].map((name) => `"${name}"`).join(", ");
    database.exec(
      `CREATE TABLE "${section}" (part INTEGER NOT NULL REFERENCES parts (id), item INTEGER, ${columns.join(", ")}, PRIMARY KEY (${key})) STRICT, WITHOUT ROWID`,
    );
  }
  database.exec(
    "CREATE INDEX membersButUsers ON groupMembers (groupId, memberType, memberId) WHERE memberType <> 'user'",
  );
  database.prepare("INSERT INTO about (key, value) VALUES ('begun', ?)").run(JSON.stringify(begun));
}
