import type { SectionCoverage, SectionName } from "../domain/sections.ts";
import type { Collector } from "./collector.ts";
import type { WantedGroups } from "./groups-that-matter.ts";
import type { ReadContext } from "./read-context.ts";

export type SectionEnding = Pick<SectionCoverage, "section" | "status">;

export type ReadingContext = ReadContext & {
  readonly groups: WantedGroups;
  /** Groups of which it was read while they were listed. */
  readonly asked: ReadonlySet<string>;
};

/** How a section is read that is not just read of every object of its parent section. */
export type Reading = {
  /** Sections to be read first, because they say of which objects this one is read, or whether it was read whole. */
  readonly after: (groups: WantedGroups) => readonly SectionName[];
  /** Whether it is read of every group, so that it can be while they are listed. */
  readonly isOfEvery?: (groups: WantedGroups) => boolean;
  readonly read: (collector: Collector, first: readonly SectionEnding[], context: ReadingContext) => Promise<void>;
};
