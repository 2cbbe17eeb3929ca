import { parentSections } from "../domain/sections.ts";
import type { SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import { trackedSections } from "../snapshot/changes.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";
import { type Ending, endingOf } from "./ending.ts";
import type { WantedGroups } from "./groups-that-matter.ts";
import { type Ahead, readAhead } from "./read-ahead.ts";
import { bookmark, type ChangesContext, isTracked, readChanges } from "./read-changes.ts";
import { type ListContext, readTogether, readUsers } from "./read-list.ts";
import { readSection } from "./read-section.ts";
import { readings } from "./readings.ts";

/** What reading a section of Graph's needs. */
export type WholeContext = ChangesContext &
  ListContext & {
    /** Permissions the token names; empty where it is opaque. */
    readonly permissions: readonly string[];
    readonly groups: WantedGroups;
  };

/** Reads a section, or gives what came of it where that has begun. */
export type ReadEnding = (section: SectionName) => Promise<Ending>;

const nothingAhead: Ahead = { asked: new Set(), failure: null };

/** Reads a section once those it hangs on have ended, in its own way where it has one; a failure is how it ended. */
export async function readWhole(collector: Collector, read: ReadEnding, context: WholeContext): Promise<Ending> {
  const parentSection = parentSections[collector.section];
  const reading = readings[collector.section];
  const isCopied = reading !== undefined && trackedSections.some(context.writer.tracking.changes);
  const isAhead = !isCopied && reading?.isOfEvery?.(context.groups) === true;
  const ahead = isAhead ? await readAhead(collector, read("groups"), context) : nothingAhead;
  const isWhole = parentSection === undefined || (await read(parentSection)).status === "complete";
  const first = await Promise.all(
    (reading?.after(context.groups) ?? []).map(async (section) => ({ section, ...(await read(section)) })),
  );
  if (isCopied) await Promise.all(trackedSections.map(read));
  if (!isWhole && !hasParents(collector, context.writer)) {
    return { status: "skipped", reason: `hangs on ${parentSection}, which was not read` };
  }
  try {
    if (ahead.failure !== null) throw ahead.failure;
    if (reading !== undefined) await reading.read(collector, first, { ...context, asked: ahead.asked });
    else if (collector.together !== undefined) await readTogether(collector, collector.together, context);
    else if (!(await isUpToDate(collector, context))) await readFromStart(collector, context);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return endingOf(failure, collector, context.permissions);
  }
  if (!isWhole) return { status: "failed", reason: `read for the part of ${parentSection} that was read` };
  if (collector.neverEmpty === true && context.writer.tally(collector.section).rows === 0) {
    const reason = `Graph answered ${collector.path("")} with an empty list, but every tenant has some: the identity may not be allowed to see them`;
    return { status: "failed", reason };
  }
  return { status: "complete" };
}

/** Whether the section stands already, by what an earlier snapshot held and what has changed since. */
async function isUpToDate(collector: Collector, context: WholeContext): Promise<boolean> {
  const { section } = collector;
  if (!isTracked(section)) return false;
  if (await readChanges(section, collector, context)) return true;
  await bookmark(section, context);
  return false;
}

function readFromStart(collector: Collector, context: WholeContext): Promise<void> {
  if (collector.isSliceable === true) return readUsers(collector, context);
  return readSection(collector, parentsOf(collector, context.writer), context);
}

/** Those of a list of many users are not looked up: they are as many as the users. */
function hasParents(collector: Collector, writer: SnapshotWriter): boolean {
  if (collector.together !== undefined) return writer.tally("users").rows > 0;
  return parentsOf(collector, writer).length > 0;
}

function parentsOf({ section, parents }: Collector, writer: SnapshotWriter): readonly string[] {
  const parentSection = parentSections[section];
  if (parentSection === undefined) return [""];
  return parents?.(writer.rows) ?? writer.parents(parentSection);
}
