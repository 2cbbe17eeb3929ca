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
  readonly list: (section: SectionName, state: Pick<ReadState, "there" | "expected"> | undefined) => void;
};

export function progressTally(onProgress: (progress: Progress) => void): ProgressTally {
  const reads = new Map<SectionName, { done: number; of: number; rows: number }>();
  const readsOf = (section: SectionName) => {
    const known = reads.get(section) ?? { done: 0, of: 0, rows: 0 };
    reads.set(section, known);
    return known;
  };
  return {
    begin: (section, { done, of }) => {
      const known = readsOf(section);
      known.done += done;
      known.of += of;
      onProgress({ section, ...known });
    },
    add: (section, { done, rows }) => {
      const known = readsOf(section);
      known.done += done;
      known.rows += rows;
      onProgress({ section, ...known });
    },
    list: (section, state) => {
      const { there = 0, expected = null } = state ?? {};
      onProgress({ section, done: there, of: expected, rows: there });
    },
  };
}
