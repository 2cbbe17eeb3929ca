import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { SectionName } from "../domain/sections.ts";
import type { ReadState } from "./read-states.ts";
import { endReading } from "./second-reading.ts";

/** How far a read has come, and whether an earlier reading of its parent still stands. */
export type ReadMark = { readonly state: ReadState; readonly isSecond: boolean };

/** What a page tells of a read: where it goes on, and how many rows there are and were given. */
type Advance = { readonly next: string | null; readonly expected: number | null; readonly given: number };

/** The marks of reads as their pages are saved; the caller holds the transaction. */
export type ReadMarks = {
  readonly advance: (section: SectionName, parentId: string, page: Advance) => ReadMark;
  readonly markOf: (section: SectionName, parentId: string) => ReadMark;
  /** A row of the read stands elsewhere now. */
  readonly takeFrom: (section: SectionName, parentId: string) => void;
  /** Ends a read with its last page, unless the tenant counts otherwise: then it is not done. */
  readonly end: (section: SectionName, parentId: string, mark: ReadMark) => ReadState;
};

export function readMarks(database: DatabaseSync): ReadMarks {
  const set =
    database.prepare(`INSERT INTO reads (section, parent, next, done, expected, there) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (section, parent)
     DO UPDATE SET next = excluded.next, done = excluded.done, expected = coalesce(excluded.expected, expected), there = there + excluded.there
     RETURNING next, done, expected, there, since`);
  const find = database.prepare(
    "SELECT next, done, expected, there, since FROM reads WHERE section = ? AND parent = ?",
  );
  const take = database.prepare("UPDATE reads SET there = there - 1 WHERE section = ? AND parent = ?");
  const contradict = database.prepare("UPDATE reads SET done = 0 WHERE section = ? AND parent = ?");
  return {
    advance: (section, parentId, { next, expected, given }) =>
      markIn(set.get(section, parentId, next, next === null ? 1 : 0, expected, given)),
    markOf: (section, parentId) => markIn(find.get(section, parentId)),
    takeFrom: (section, parentId) => {
      take.run(section, parentId);
    },
    end: (section, parentId, { state, isSecond }) => {
      if (state.expected !== null && state.expected !== state.there) {
        contradict.run(section, parentId);
        return { ...state, done: false };
      }
      if (isSecond) endReading(database, section, parentId);
      return state;
    },
  };
}

function markIn(cells: Readonly<Record<string, SQLOutputValue>> | undefined): ReadMark {
  const { next = null, done, expected, there, since } = cells ?? {};
  return {
    state: {
      next: next === null ? null : String(next),
      done: done === 1,
      expected: typeof expected === "number" ? expected : null,
      there: Number(there ?? 0),
    },
    isSecond: since !== 0,
  };
}
