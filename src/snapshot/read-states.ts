import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";

/** How far one read has come. */
export type ReadState = {
  readonly next: string | null;
  readonly done: boolean;
  /** Rows the tenant itself counts. */
  readonly expected: number | null;
  /** Rows that are there of it, each once. */
  readonly there: number;
};

/** What a section holds so far. Rows that Graph gave beyond those that are there came twice. */
export type Tally = {
  readonly rows: number;
  readonly given: number;
  readonly pages: number;
  /** Rows the tenant itself counts; null where it did not for each read. */
  readonly expected: number | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

const readRow = z.object({
  next: z.string().nullable(),
  done: z.int(),
  expected: z.int().nullable(),
  there: z.int(),
});

/** Looks up the state of one read, if it has begun. */
export function readStates(database: DatabaseSync): (section: SectionName, parentId: string) => ReadState | undefined {
  const find = database.prepare("SELECT next, done, expected, there FROM reads WHERE section = ? AND parent = ?");
  return (section, parentId) => {
    const found = find.get(section, parentId);
    return found === undefined ? undefined : stateIn(found);
  };
}

function stateIn(read: unknown): ReadState {
  const { done, ...state } = readRow.parse(read);
  return { ...state, done: done === 1 };
}

/** Tells of a section and a parent whether it was read to its end, as it is when it is asked. */
export function doneIn(database: DatabaseSync): (section: SectionName, parentId: string) => boolean {
  const done = database.prepare("SELECT 1 FROM reads WHERE section = ? AND parent = ? AND done = 1");
  return (section, parentId) => done.get(section, parentId) !== undefined;
}

/** So many parents of a section are looked up one by one; whoever asks for more will ask for most. */
const asksOneByOne = 32;

/** The same of a file that nobody writes to: where many parents of a section are asked for, all that were read are listed once. */
export function doneInFile(database: DatabaseSync): (section: SectionName, parentId: string) => boolean {
  const isDone = doneIn(database);
  const list = database.prepare("SELECT json_group_array(parent) AS parents FROM reads WHERE section = ? AND done = 1");
  const asked = new Map<SectionName, number>();
  const listed = new Map<SectionName, ReadonlySet<string>>();
  return (section, parentId) => {
    const known = listed.get(section);
    if (known !== undefined) return known.has(parentId);
    const asks = (asked.get(section) ?? 0) + 1;
    asked.set(section, asks);
    if (asks > asksOneByOne)
      listed.set(section, new Set(parents.parse(JSON.parse(String(list.get(section)?.["parents"])))));
    return isDone(section, parentId);
  };
}

const parents = z.array(z.string());

const tallyRow = z.object({
  rows: z.int(),
  given: z.int(),
  pages: z.int(),
  expected: z.int().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

export function tallyOf(database: DatabaseSync, section: SectionName): Tally {
  const counts = database.prepare(
    `SELECT (SELECT count(*) FROM "${section}") AS rows, (SELECT coalesce(sum(given), 0) FROM parts WHERE section = :section) AS given,
       (SELECT iif(count(*) = count(expected), sum(expected), NULL) FROM reads WHERE section = :section) AS expected,
       count(*) AS pages, min(requestedAt) AS startedAt, max(receivedAt) AS finishedAt FROM pages WHERE section = :section`,
  );
  return tallyRow.parse(counts.get({ section }));
}
