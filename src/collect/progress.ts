import type { SectionName } from "../domain/sections.ts";
import type { ReadState } from "../snapshot/read-states.ts";

/** How far a section under way has come. */
export type Progress = {
  readonly section: SectionName;
  /** Objects asked of those to be asked; rows of those the tenant counts, where the section is one list. */
  readonly done: number;
  /** Null where nothing says how much there is. */
  readonly of: number | null;
  /** Rows that this run was given. */
  readonly rows: number;
};

/** What the crawl counts as its reads end, in memory; a section that is read in several goes is counted through. */
export type ProgressTally = {
  /** More objects are to be asked, some of which an earlier run has. */
  readonly begin: (section: SectionName, reads: { readonly done: number; readonly of: number }) => void;
  readonly add: (section: SectionName, more: { readonly done: number; readonly rows: number }) => void;
  /** How far a section has come that is one list. */
  readonly list: (section: SectionName, state: Partial<Pick<ReadState, "there" | "expected">> | undefined) => void;
};

export function progressTally(onProgress: (progress: Progress) => void): ProgressTally {
  const told = new Map<SectionName, Progress>();
  const tell = (progress: Progress): void => {
    told.set(progress.section, progress);
    onProgress(progress);
  };
  const before = (section: SectionName): Progress => told.get(section) ?? { section, done: 0, of: 0, rows: 0 };
  return {
    begin: (section, reads) => {
      const { done, of, rows } = before(section);
      tell({ section, done: done + reads.done, of: (of ?? done) + reads.of, rows });
    },
    add: (section, more) => {
      const { done, of, rows } = before(section);
      tell({ section, done: done + more.done, of, rows: rows + more.rows });
    },
    list: (section, { there = 0, expected = null } = {}) => tell({ section, done: there, of: expected, rows: there }),
  };
}
