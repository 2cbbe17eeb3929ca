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
    return queue.putBack({ ...read, path: next, property: "value", isFirst: false, tries: 1 });
  }

  const { expected = null, there = 0 } = state ?? {};
  if (expected === null || expected === there) return queue.end();
  if (read.restarts >= maxRestarts) {
    const message = `the tenant counts ${expected} and gave ${there}, again and again`;
    throw new GraphFailure("contradicted", message, { url: read.path });
  }
  writer.restart(section, parentId);
  queue.putBack(queue.beginning(parentId, read.restarts + 1));
}

export type Failed = { readonly read: Read; readonly failure: GraphFailure };

/** Puts a failed read back for later, from its start where its link has expired; throws where the failure is final. */
export async function tryAgain<S extends SectionName>(
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
