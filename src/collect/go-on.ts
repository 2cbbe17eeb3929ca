import type { SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import type { ReadState } from "../snapshot/read-states.ts";
import type { SnapshotPart } from "../snapshot/saving.ts";
import type { Collector } from "./collector.ts";
import type { ReadContext } from "./read-context.ts";
import type { Read, ReadQueue } from "./reads.ts";

/** How often a read is begun anew before the section is given up. */
export const maxRestarts = 3;

/** A part that was saved: of which read, and how far that has come with it. */
export type Saved<S extends SectionName> = {
  readonly read: Read;
  readonly part: SnapshotPart<S>;
  readonly state: ReadState | undefined;
};

/** The next page of a read, or at its end the tenant's own count against what is there. */
export function goOn<S extends SectionName>(
  { section }: Collector<S>,
  { read, part, state }: Saved<S>,
  queue: ReadQueue,
  { writer }: ReadContext,
): void {
  const { parentId, next } = part;
  if (next !== null) {
    read.seen.add(read.path);
    return queue.putBack([{ ...read, path: next, property: "value", isFirst: false, tries: 1 }]);
  }

  const { expected = null, there = 0 } = state ?? {};
  if (expected === null || expected === there) return queue.end();
  if (read.restarts >= maxRestarts) {
    const message = `the tenant counts ${expected} and gave ${there}, again and again`;
    throw new GraphFailure("contradicted", message, { url: read.path });
  }
  writer.restart(section, parentId);
  queue.putBack([queue.beginning(parentId, read.restarts + 1)]);
}

export type Failed = { readonly read: Read; readonly failure: GraphFailure };

/**
 * Puts what failed of a call back for later: together, once each of it may be tried again, as Graph asks for batches
 * (https://learn.microsoft.com/graph/throttling). Throws where a failure is final.
 */
export async function tryAgain<S extends SectionName>(
  collector: Collector<S>,
  failed: readonly Failed[],
  queue: ReadQueue,
  context: ReadContext,
): Promise<void> {
  const again: Read[] = [];
  let delay = 0;
  for (const [failure, sharing] of Map.groupBy(failed, (one) => one.failure)) {
    const left: Read[] = [];
    for (const one of sharing) if (!(await isMended(collector, one, queue, context))) left.push(one.read);
    if (left.length === 0) continue;
    const wait = context.graph.patience(failure, Math.max(...left.map(({ tries }) => tries)));
    if (wait === null) throw failure;
    delay = Math.max(delay, wait);
    again.push(...left.map((read) => ({ ...read, tries: read.tries + 1 })));
  }
  queue.putBack(again, delay);
}

/** Whether nothing is left of a failed read but to read it from its start: its link has expired, or counts are refused; or it is over. */
async function isMended<S extends SectionName>(
  { section, parentPath }: Collector<S>,
  { read, failure }: Failed,
  queue: ReadQueue,
  { graph, writer }: ReadContext,
): Promise<boolean> {
  const { parentId, restarts, isFirst } = read;
  if (isLinkTrouble(failure, isFirst) && restarts < maxRestarts) {
    writer.restart(section, parentId);
    queue.putBack([queue.beginning(parentId, restarts + 1)]);
    return true;
  }
  if (isFirst && failure.kind === "rejected" && failure.status === 400 && read.path.endsWith("$count=true")) {
    queue.stopCounting();
    queue.putBack([queue.beginning(parentId, restarts)]);
    return true;
  }
  if (failure.kind === "not-found" && parentPath !== undefined && (await isGone(parentPath(parentId), graph))) {
    writer.skip(section, parentId);
    queue.end();
    return true;
  }
  return false;
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
