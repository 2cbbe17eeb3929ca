import { batchSize } from "../graph/batch.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";
import { slicesOf } from "./slices.ts";
import type { Survey } from "./survey.ts";

export type ListContext = ReadContext & {
  readonly survey: Survey;
  /** The number of users from which their lists are read in slices side by side, because a chain of pages is sequential. */
  readonly sliceFrom: number;
};

/** Reads the users; slices stand only where they hold as many as the tenant counts, each once. Their pages are large: one a call. */
export async function readUsers(collector: Collector, context: ListContext): Promise<void> {
  const isWhole = ({ tally }: SnapshotWriter): boolean => {
    const { rows, expected } = tally(collector.section);
    return rows === expected && rows === context.survey.users;
  };
  await readList(collector, isWhole, context, 1);
}

/** Reads the list of many users at once, and one by one those it leaves out, also those in no slice. */
export async function readTogether(
  collector: Collector,
  together: (slice: string) => string,
  context: ListContext,
): Promise<void> {
  const { section, permissions, row } = collector;
  await readList({ section, permissions, path: together, property: "value", row }, () => true, context, batchSize);
  await readSection(collector, context.writer.usersWithout(section), context);
}

/**
 * Reads a list in slices, or as one where it is short, was begun so, or its slices are refused or not the whole. Slices leave half
 * of the calls at once to other lists, on which more hangs: that of the groups.
 */
async function readList(
  list: Collector,
  isWhole: (writer: SnapshotWriter) => boolean,
  context: ListContext,
  perCall: number,
): Promise<void> {
  const { writer, survey, sliceFrom } = context;
  const slices = slicesOf(survey, sliceFrom);
  if (slices !== null && writer.read(list.section, "") === undefined) {
    const beside = { ...context, concurrency: Math.ceil(context.concurrency / 2) };
    const areRead = await areAccepted(() => readSection(list, slices, beside, perCall));
    if (areRead && isWhole(writer)) writer.slices.join(list.section);
    else writer.slices.drop(list.section);
  }
  await readSection(list, [""], context);
}

/** Graph may refuse the filter, or give counts of it that never agree with what it gives. */
async function areAccepted(read: () => Promise<void>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (failure) {
    if (failure instanceof GraphFailure && ["rejected", "malformed", "contradicted"].includes(failure.kind))
      return false;
    throw failure;
  }
}
