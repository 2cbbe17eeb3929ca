import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { AuditView } from "../domain/audit-view.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SectionCoverage, SectionName } from "../domain/sections.ts";
import { ScanError } from "../scan-error.ts";
import { auditView } from "./audit-view-schema.ts";
import { type Begun, begunSchema, layOut } from "./layout.ts";
import { inTransaction } from "./transaction.ts";
import { copyEarlier } from "./changes.ts";
import { followers } from "./followers.ts";
import { type Tracking, trackingIn } from "./tracking.ts";
import { type Slices, slicesIn } from "./slices.ts";
import { type Nesting, nestingIn } from "./nesting.ts";
import { doneIn, type ReadState, readStates, type Tally, tallyOf } from "./read-states.ts";
import { columnsOfRows, rowsOf } from "./row-reader.ts";
import { parentIdOf } from "./parent-id.ts";
import { lastPageKey, type RawResponse, type Saving, savingInto } from "./saving.ts";
import { packTables } from "./tables/pack-tables.ts";
import { packedTables, type Tables } from "./tables/packed-tables.ts";
import { naturalKeys, type SourcedRow } from "./sections.ts";
import { endReading, readAgain, type Reread, type SecondReading } from "./second-reading.ts";
import { type EvidenceSource, evidenceSources } from "./evidence-source.ts";
import { movedEvidence } from "./moved.ts";
import { inParts } from "./rows-of-parent.ts";
import type { Snapshot, SnapshotRun } from "./snapshot.ts";

/**
 * Writes `<path>.partial`; only `finish` gives the file its name, so that a half-written one never looks whole. A page, its
 * rows and where the read goes on are kept together or not at all, so that a run that ends at any moment can be resumed.
 */
export type SnapshotWriter = {
  readonly begun: Begun;
  /** Gives how far the read of each part has come. */
  readonly save: Saving;
  /** Tells of the objects on each page of a section that is saved from now on, until what it gives is called. */
  readonly follow: (section: SectionName, told: (ids: readonly string[]) => void) => () => void;
  readonly read: (section: SectionName, parentId: string) => ReadState | undefined;
  /** Forgets what the present reading of a parent gave, so that it is read from the start. */
  readonly restart: (section: SectionName, parentId: string) => void;
  readonly tally: (section: SectionName) => Tally;
  /** Marks a parent as read that turned out to be gone. */
  readonly skip: (section: SectionName, parentId: string) => void;
  /** The objects saved so far in a section, as parents of another. */
  readonly parents: (section: SectionName) => readonly string[];
  /** The users saved so far of whom a section of a row for each user has none. */
  readonly usersWithout: (section: SectionName) => readonly string[];
  /** Whether an object was saved of a section whose natural key is one id. */
  readonly isThere: (section: SectionName, id: string) => boolean;
  readonly slices: Slices;
  readonly rows: <S extends SectionName>(section: S) => Iterable<SourcedRow<S>>;
  /** What has been read so far, to be judged before the file is finished; its tables are packed when they are first asked for. */
  readonly provisional: (run: SnapshotRun, coverage: readonly SectionCoverage[]) => Snapshot;
  /** Finds what evidence was read from, in what is saved when it is asked for. */
  readonly sources: () => (evidence: EvidenceRef) => EvidenceSource | undefined;
  /** Begins a second reading of parents, or of single rows by id, and gives what ends it. */
  readonly readAgain: (reread: Reread) => SecondReading;
  readonly nesting: Nesting;
  readonly tracking: Tracking;
  /** How far the audit trail could be seen, as saved before; null where nothing was. */
  readonly auditView: () => AuditView | null;
  /** Saves how far it could be seen, with the answers that say so as further evidence. */
  readonly saveAuditView: (
    view: AuditView,
    answers: readonly (RawResponse & { readonly pointer: string })[],
  ) => AuditView;
  readonly finish: (run: SnapshotRun, coverage: readonly SectionCoverage[]) => void;
  /** Ends, leaving what was read to be resumed. */
  readonly suspend: () => void;
  /** Ends, leaving nothing. */
  readonly discard: () => void;
};

/** Begins a snapshot, where `earlier` names one with what that holds of objects whose changes Graph can tell. */
export function createSnapshot(path: string, begun: Begun, earlier?: string): SnapshotWriter {
  const partial = `${path}.partial`;
  try {
    mkdirSync(dirname(partial), { recursive: true });
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${partial}${suffix}`, { force: true });
    const database = new DatabaseSync(partial, unenforced);
    layOut(database, begun);
    if (earlier !== undefined) copyEarlier(database, earlier);
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
    const database = new DatabaseSync(partial, unenforced);
    const { value } = z
      .object({ value: z.string() })
      .parse(database.prepare("SELECT value FROM about WHERE key = 'begun'").get());
    return writerOf(database, path, begunSchema.parse(JSON.parse(value)));
  } catch (cause) {
    throw new ScanError("snapshot/unreadable", `${partial} cannot be resumed`, { cause });
  }
}

/** Rows are saved with their parts and go before them; to let go of a part, SQLite would look for it through every row there is. */
const unenforced = { enableForeignKeyConstraints: false };

function writerOf(database: DatabaseSync, path: string, begun: Begun): SnapshotWriter {
  const partial = `${path}.partial`;
  database.exec("PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 65536");
  const saving = savingInto(database);
  const { follow, tell } = followers();
  return {
    begun,
    save: (page) => {
      const states = inTransaction(database, () => saving(page));
      tell(page);
      return states;
    },
    follow,
    read: readStates(database),
    restart: (section, parentId) =>
      inTransaction(database, () => {
        database
          .prepare(`DELETE FROM "${section}" WHERE ${inParts(section, partsOfReading)}`)
          .run({ section, parentId });
        database.prepare(`DELETE FROM parts WHERE id IN (${partsOfReading})`).run({ section, parentId });
        database
          .prepare(
            "UPDATE reads SET next = NULL, done = 0, expected = NULL, there = 0 WHERE section = ? AND parent = ?",
          )
          .run(section, parentId);
      }),
    skip: (section, parentId) =>
      inTransaction(database, () => {
        database
          .prepare(
            `INSERT INTO reads (section, parent, next, done, expected, there) VALUES (?, ?, NULL, 1, NULL, 0)
             ON CONFLICT (section, parent) DO UPDATE SET next = NULL, done = 1, expected = NULL, there = 0`,
          )
          .run(section, parentId);
        endReading(database, section, parentId);
      }),
    tally: (section) => tallyOf(database, section),
    parents: (section) => {
      const columns = naturalKeys[section];
      const rows = database.prepare(`SELECT ${columns.map((name) => `"${name}"`).join(", ")} FROM "${section}"`);
      return Array.from(rows.iterate(), (row) => parentIdOf(columns.map((name) => String(row[name]))));
    },
    usersWithout: (section) => {
      const [key] = naturalKeys[section];
      const rows = database.prepare(
        `SELECT id FROM users WHERE NOT EXISTS (SELECT 1 FROM "${section}" AS rows WHERE rows."${key}" = users.id)`,
      );
      return Array.from(rows.iterate(), ({ id }) => String(id));
    },
    isThere: (section, id) => {
      const [key] = naturalKeys[section];
      return database.prepare(`SELECT 1 FROM "${section}" WHERE "${key}" = ?`).get(id) !== undefined;
    },
    slices: slicesIn(database),
    rows: (section) => rowsOf(database, section),
    provisional: (run, coverage) => {
      let packed: Tables | undefined;
      const tables = (): Tables => {
        if (packed === undefined) inTransaction(database, () => packTables(database));
        return (packed ??= packedTables(database));
      };
      return {
        run,
        coverage,
        digest: "",
        auditTrail: auditSeen(database) ?? { ...begun.audit, seen: null, evidence: [] },
        rows: (section) => rowsOf(database, section),
        columns: (section, names) => columnsOfRows(database, section, names),
        get ids() {
          return tables().ids;
        },
        table: (section) => tables().table(section),
        moved: movedEvidence(database),
        wasRead: doneIn(database),
      };
    },
    sources: () => evidenceSources(database),
    readAgain: (reread) => inTransaction(database, () => readAgain(database, reread)),
    nesting: nestingIn(database),
    tracking: trackingIn(database, saving),
    auditView: () => auditSeen(database),
    saveAuditView: (view, answers) =>
      inTransaction(database, () => {
        const told = answers.map(({ pointer, ...response }) => {
          saving({ section: "auditEvents", ...response, parts: [] });
          return `${lastPageKey(database, "auditEvents")}#${pointer}`;
        });
        const saved = { ...view, evidence: [...view.evidence, ...told] };
        database
          .prepare("INSERT OR REPLACE INTO about (key, value) VALUES ('auditTrail', ?)")
          .run(JSON.stringify(saved));
        return saved;
      }),
    finish: (run, coverage) => {
      inTransaction(database, () => {
        packTables(database);
        const set = database.prepare("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)");
        set.run("run", JSON.stringify(run));
        set.run("coverage", JSON.stringify(coverage));
        database
          .prepare("INSERT OR IGNORE INTO about (key, value) VALUES ('auditTrail', ?)")
          .run(JSON.stringify({ ...begun.audit, seen: null, evidence: [] }));
      });
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

function auditSeen(database: DatabaseSync): AuditView | null {
  const saved = database.prepare("SELECT value FROM about WHERE key = 'auditTrail'").get();
  return saved === undefined ? null : auditView.parse(JSON.parse(String(saved["value"])));
}

/** The parts of a parent that its present reading gave, not those of an earlier one that still stand. */
const partsOfReading = `SELECT parts.id FROM parts LEFT JOIN reads ON reads.section = parts.section AND reads.parent = parts.parent
   WHERE parts.section = :section AND parts.parent = :parentId AND parts.id > coalesce(reads.since, 0)`;
