import type { SectionName } from "../domain/sections.ts";
import { type BatchAnswer, batchSize } from "../graph/batch.ts";
import type { Clock } from "../graph/clock.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import type { GraphResponse } from "../graph/graph-response.ts";
import type { SnapshotPart } from "../snapshot/saving.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Answer } from "./answer.ts";
import type { Collector } from "./collector.ts";
import { readPart } from "./read-part.ts";
import type { ProgressTally } from "./progress.ts";
import { isDirectory, type Read, type ReadQueue, readsToDo } from "./reads.ts";

export type ReadContext = {
  readonly graph: Graph;
  readonly writer: SnapshotWriter;
  readonly clock: Clock;
  /** Calls under way at once within a section. */
  readonly concurrency: number;
  /** Ends the run between two calls. */
  readonly signal: AbortSignal;
  readonly progress: ProgressTally;
};

/** How often a read is begun anew before the section is given up. */
export const maxRestarts = 3;

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
  const tell = teller(collector.section, parents, queue, context);
  const broken = new AbortController();
  const signal = AbortSignal.any([context.signal, broken.signal]);
  const worker = async (): Promise<void> => {
    for (let reads = await queue.take(perCall); reads.length > 0; reads = await queue.take(perCall)) {
      signal.throwIfAborted();
      tell(await readTogether(collector, reads, queue, context));
    }
  };

  const wanted = Math.max(1, Math.min(context.concurrency, Math.ceil(parents.length / perCall)));
  const workers = Array.from({ length: wanted }, () =>
    worker().catch((error: unknown) => {
      broken.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  signal.throwIfAborted();
}

/** Tells that a section begins, and with each call the rows that came of it. */
function teller(
  section: SectionName,
  parents: readonly string[],
  queue: ReadQueue,
  { writer, progress }: ReadContext,
): (rows: number) => void {
  if (parents.length === 1 && parents[0] === "") {
    const tell = (): void => progress.list(section, writer.read(section, ""));
    tell();
    return tell;
  }
  let told = queue.ended();
  progress.begin(section, { done: told, of: parents.length });
  return (rows) => {
    const ended = queue.ended();
    progress.add(section, { done: ended - told, rows });
    told = ended;
  };
}

/**
 * One call for all: a plain one for a single read, a batch for several. What is to be tried again goes back to the queue.
 * Gives the rows that came.
 */
async function readTogether<S extends SectionName>(
  collector: Collector<S>,
  reads: readonly Read[],
  queue: ReadQueue,
  context: ReadContext,
): Promise<number> {
  const asked = await ask(reads, isDirectory(collector.section), context.graph);
  const parts: SnapshotPart<S>[] = [];
  const failures: Failed[] = [];
  for (const [position, read] of reads.entries()) {
    const answer = asked.answers[position];
    const part =
      answer instanceof GraphFailure || answer === undefined
        ? answer
        : understood(collector, read, answer, context.graph);
    if (part instanceof GraphFailure) failures.push({ read, failure: part });
    else if (part !== undefined) parts.push(part);
  }
  if (asked.response !== null && parts.length > 0) {
    const { url, requestedAt, receivedAt, requestId, status, bytes: body } = asked.response;
    context.writer.save({ section: collector.section, url, requestedAt, receivedAt, requestId, status, body, parts });
  }
  for (const part of parts) goOn(collector, part, reads, queue, context);
  for (const failed of failures) await tryAgain(collector, failed, queue, context);
  return parts.reduce((sum, { rows }) => sum + rows.length, 0);
}

type Failed = { readonly read: Read; readonly failure: GraphFailure };

function understood<S extends SectionName>(
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

type Asked = { readonly response: GraphResponse | null; readonly answers: readonly (Answer | GraphFailure)[] };

async function ask(reads: readonly Read[], eventual: boolean, graph: Graph): Promise<Asked> {
  const [only, ...others] = reads;
  try {
    if (only !== undefined && others.length === 0) {
      const response = await graph.once(only.path, { eventual });
      const { json, url, requestId } = response;
      return { response, answers: [{ pointer: "", json, url, requestId }] };
    }
    const { response, answers } = await graph.batch(
      reads.map(({ path }) => path),
      { eventual },
    );
    return { response, answers: answers.map((answer, position) => answerIn(answer, reads[position]?.path ?? "")) };
  } catch (failure) {
    if (failure instanceof GraphFailure) return { response: null, answers: reads.map(() => failure) };
    throw failure;
  }
}

function answerIn(answer: BatchAnswer | GraphFailure, url: string): Answer | GraphFailure {
  if (answer instanceof GraphFailure) return answer;
  const { index, body: json, requestId } = answer;
  return { pointer: `/responses/${index}/body`, json, url, requestId };
}

/** The next page of a read, or at its end the tenant's own count against what is there. */
function goOn<S extends SectionName>(
  { section }: Collector<S>,
  { parentId, next }: SnapshotPart<S>,
  reads: readonly Read[],
  queue: ReadQueue,
  { writer }: ReadContext,
): void {
  const read = reads.find((candidate) => candidate.parentId === parentId);
  if (read === undefined) throw new TypeError(`nobody asked for ${section} of ${parentId}`);
  if (next !== null) {
    read.seen.add(read.path);
    return queue.putBack({ ...read, path: next, property: "value", isFirst: false, tries: 1 });
  }

  const { expected = null, there = 0 } = writer.read(section, parentId) ?? {};
  if (expected === null || expected === there) return queue.end();
  if (read.restarts >= maxRestarts) {
    const message = `the tenant counts ${expected} and gave ${there}, again and again`;
    throw new GraphFailure("contradicted", message, { url: read.path });
  }
  writer.restart(section, parentId);
  queue.putBack(queue.beginning(parentId, read.restarts + 1));
}

/** Puts a failed read back for later, from its start where its link has expired; throws where the failure is final. */
async function tryAgain<S extends SectionName>(
  { section, parentPath }: Collector<S>,
  { read, failure }: Failed,
  queue: ReadQueue,
  { graph, writer }: ReadContext,
): Promise<void> {
  const { parentId, tries, restarts, isFirst } = read;
  if (isLinkTrouble(failure, isFirst) && restarts < maxRestarts) {
    writer.restart(section, parentId);
    return queue.putBack(queue.beginning(parentId, restarts + 1));
  }
  if (isFirst && failure.kind === "rejected" && failure.status === 400 && read.path.endsWith("$count=true")) {
    queue.stopCounting();
    return queue.putBack(queue.beginning(parentId, restarts));
  }
  if (failure.kind === "not-found" && parentPath !== undefined && (await isGone(parentPath(parentId), graph))) {
    writer.skip(section, parentId);
    return queue.end();
  }
  const delay = graph.patience(failure, tries);
  if (delay === null) throw failure;
  queue.putBack({ ...read, tries: tries + 1 }, delay);
}

/** The way through the pages is lost: an expired link (400 or 410 on a later page), one that leads back, or away. */
export function isLinkTrouble({ kind, status }: GraphFailure, isFirst: boolean): boolean {
  return kind === "repeated-link" || kind === "unsafe-link" || (!isFirst && (status === 400 || status === 410));
}

/** An object that was listed and has been deleted since has nothing left to read; one that is still there has. */
async function isGone(path: string, graph: Graph): Promise<boolean> {
  try {
    await graph.get(path);
    return false;
  } catch (failure) {
    if (failure instanceof GraphFailure) return failure.kind === "not-found";
    throw failure;
  }
}
