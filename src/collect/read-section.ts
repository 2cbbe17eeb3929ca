import type { SectionName } from "../domain/sections.ts";
import { batchSize } from "../graph/batch.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { GraphResponse } from "../graph/graph-response.ts";
import type { Graph } from "../graph/graph.ts";
import type { SnapshotPart } from "../snapshot/saving.ts";
import type { Answer } from "./answer.ts";
import { ask } from "./ask.ts";
import type { Collector } from "./collector.ts";
import { type Failed, goOn, type Saved, tryAgain } from "./go-on.ts";
import type { ReadContext } from "./read-context.ts";
import { readPart } from "./read-part.ts";
import { isDirectory, type Read, type ReadQueue, readsToDo } from "./reads.ts";
import { sideBySide } from "./side-by-side.ts";
import { tellReads } from "./tell-reads.ts";

/**
 * Reads everything a collector asks of its parents (or of the tenant: one parent, `""`), page by page into the snapshot, 20
 * reads to a call where there are several and `perCall` says no other, going on where an earlier run left off. The first
 * failure that is final ends it.
 */
export async function readSection<S extends SectionName>(
  collector: Collector<S>,
  parents: readonly string[],
  context: ReadContext,
  perCall = batchSize,
): Promise<void> {
  const queue = readsToDo(collector, parents, context.writer, context.clock);
  const tell = tellReads(collector.section, parents, queue, context);
  const wanted = Math.max(1, Math.min(context.concurrency, Math.ceil(parents.length / perCall)));
  await sideBySide(wanted, context.signal, async (signal) => {
    for (let reads = await queue.take(perCall); reads.length > 0; reads = await queue.take(perCall)) {
      signal.throwIfAborted();
      tell(await readTogether(collector, reads, queue, context));
    }
  });
}

/** One call for all. What is to be tried again goes back to the queue. Gives the rows that came. */
async function readTogether<S extends SectionName>(
  collector: Collector<S>,
  reads: readonly Read[],
  queue: ReadQueue,
  context: ReadContext,
): Promise<number> {
  const { response, answers } = await ask(reads, isDirectory(collector.section), context.graph);
  const understood: Understood<S>[] = [];
  const failures: Failed[] = [];
  for (const [position, read] of reads.entries()) {
    const answer = answers[position];
    const part = answer instanceof GraphFailure ? answer : answer && understand(collector, read, answer, context.graph);
    if (part instanceof GraphFailure) failures.push({ read, failure: part });
    else if (part !== undefined) understood.push({ read, part });
  }
  for (const saved of save(collector.section, response, understood, context)) goOn(collector, saved, queue, context);
  await tryAgain(collector, failures, queue, context);
  return understood.reduce((sum, { part }) => sum + part.rows.length, 0);
}

type Understood<S extends SectionName> = Pick<Saved<S>, "read" | "part">;

function save<S extends SectionName>(
  section: S,
  response: GraphResponse | null,
  understood: readonly Understood<S>[],
  { writer }: ReadContext,
): readonly Saved<S>[] {
  if (response === null || understood.length === 0) return [];
  const { url, requestedAt, receivedAt, requestId, status, bytes: body } = response;
  const parts = understood.map(({ part }) => part);
  const states = writer.save({ section, url, requestedAt, receivedAt, requestId, status, body, parts });
  return understood.map((one, position) => ({ ...one, state: states[position] }));
}

function understand<S extends SectionName>(
  collector: Collector<S>,
  read: Read,
  answer: Answer,
  graph: Graph,
): SnapshotPart<S> | GraphFailure {
  try {
    const part = readPart(collector, read, answer, graph);
    if (part.next === null || (part.next !== read.path && !read.seen.has(part.next))) return part;
    return new GraphFailure("repeated-link", "Graph's next link leads back to a page already read", { url: part.next });
  } catch (failure) {
    if (failure instanceof GraphFailure) return failure;
    throw failure;
  }
}
