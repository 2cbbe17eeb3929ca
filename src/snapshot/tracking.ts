import type { DatabaseSync } from "node:sqlite";
import type { SectionName } from "../domain/sections.ts";
import { type Changes, changesRead, keepOnly, noteChanges, setBookmark, type TrackedSection } from "./changes.ts";
import { type ReadState, readStates } from "./read-states.ts";
import type { SnapshotPage } from "./saving.ts";
import { endSingles } from "./second-reading.ts";
import { inTransaction } from "./transaction.ts";

/** Going on from an earlier snapshot by what has changed since. */
export type Tracking = {
  /** How far the changes of a section have been read; undefined where it is read from the start. */
  readonly changes: (section: SectionName) => ReadState | undefined;
  /** Saves a page of changes and takes note of them. */
  readonly saveChanges: (
    page: Omit<SnapshotPage<TrackedSection>, "section" | "parts">,
    section: TrackedSection,
    changes: Changes,
  ) => void;
  /** Objects that changed, to be read one by one. */
  readonly changed: (section: SectionName) => readonly string[];
  /** Ends the reading of single objects. */
  readonly endSingles: (section: SectionName, ids: readonly string[]) => void;
  /** Notes how many objects the tenant counts of a section that was brought up to date. */
  readonly settle: (section: TrackedSection, counted: number | null) => void;
  readonly keepOnly: (section: SectionName, parentIds: Iterable<string>) => void;
  readonly hasBookmark: (section: TrackedSection) => boolean;
  readonly setBookmark: (section: TrackedSection, path: string) => void;
};

export function trackingIn(database: DatabaseSync, saving: (page: SnapshotPage<TrackedSection>) => unknown): Tracking {
  const state = readStates(database);
  return {
    changes: (section) => state(section, changesRead),
    saveChanges: (page, section, changes) =>
      inTransaction(database, () => {
        saving({ ...page, section, parts: [] });
        noteChanges(database, section, changes);
      }),
    changed: (section) =>
      database
        .prepare("SELECT parent FROM reads WHERE section = ? AND parent NOT IN ('', ?)")
        .all(section, changesRead)
        .map(({ parent }) => String(parent)),
    endSingles: (section, ids) => inTransaction(database, () => endSingles(database, section, ids)),
    settle: (section, counted) => {
      database
        .prepare("UPDATE reads SET expected = ?, there = ? WHERE section = ? AND parent = ''")
        .run(counted, counted ?? 0, section);
    },
    keepOnly: (section, parentIds) => inTransaction(database, () => keepOnly(database, section, parentIds)),
    hasBookmark: (section) => database.prepare("SELECT 1 FROM bookmarks WHERE section = ?").get(section) !== undefined,
    setBookmark: (section, path) => setBookmark(database, section, path),
  };
}
