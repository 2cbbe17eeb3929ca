import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";

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

const readRow = z.object({
  parent: z.string(),
  next: z.string().nullable(),
  done: z.int(),
  expected: z.int().nullable(),
});

export function readsOf(database: DatabaseSync, section: SectionName): ReadonlyMap<string, ReadState> {
  const reads = database.prepare("SELECT parent, next, done, expected FROM reads WHERE section = ?").all(section);
  return new Map(
    reads.map((read) => {
      const { parent, next, done, expected } = readRow.parse(read);
      return [parent, { next, done: done === 1, expected }];
    }),
  );
}

/** Tells of a section and a parent whether it was read to its end. */
export function doneIn(database: DatabaseSync): (section: SectionName, parentId: string) => boolean {
  const done = database.prepare("SELECT 1 FROM reads WHERE section = ? AND parent = ? AND done = 1");
  return (section, parentId) => done.get(section, parentId) !== undefined;
}

const tallyRow = z.object({
  rows: z.int(),
  given: z.int(),
  pages: z.int(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

export function tallyOf(database: DatabaseSync, section: SectionName): Tally {
  const counts = database.prepare(
    `SELECT (SELECT count(*) FROM "${section}") AS rows, (SELECT coalesce(sum(given), 0) FROM parts WHERE section = :section) AS given,
       count(*) AS pages, min(requestedAt) AS startedAt, max(receivedAt) AS finishedAt FROM pages WHERE section = :section`,
  );
  return tallyRow.parse(counts.get({ section }));
}
