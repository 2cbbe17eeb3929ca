import { z } from "zod";
import { batchSize } from "../graph/batch.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import { query, segment } from "../graph/query.ts";
import type { ReadContext } from "./read-context.ts";
import { sideBySide } from "./side-by-side.ts";

/** The kinds of transitive members that are asked for, by a cast each. */
export type TransitiveKind = "user" | "group";

/**
 * A cast: whether v1.0 counts service principals and the group itself among transitive members is documented nowhere, and a
 * cast is (https://learn.microsoft.com/graph/api/group-list-transitivemembers).
 */
function transitivePath(groupId: string, kind: TransitiveKind): string {
  return `/groups/${segment(groupId)}/transitiveMembers/microsoft.graph.${kind}`;
}

/** As many users as Graph gives at most on a page of such a list. */
export const transitivePage = 999;

/** The list of the users in a group and in those nested in it. */
export function transitiveUsersPath(groupId: string): string {
  return query(transitivePath(groupId, "user"), { select: ["id", "displayName"], top: transitivePage });
}

export function transitiveCountPath(groupId: string, kind: TransitiveKind): string {
  return query(transitivePath(groupId, kind), { select: ["id"], top: 1, count: true });
}

/** The tenant's own counts at the paths of `transitiveCountPath`, by path; without those that it would not tell. */
export async function transitiveCounts(
  paths: readonly string[],
  context: ReadContext,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const batches = Array.from({ length: Math.ceil(paths.length / batchSize) }, (_, index) =>
    paths.slice(index * batchSize, (index + 1) * batchSize),
  );
  const left = batches.values();
  await sideBySide(Math.min(context.concurrency, batches.length), context.signal, async (signal) => {
    for (const batch of left) await countTogether(batch, counts, { ...context, signal });
  });
  return counts;
}

async function countTogether(
  paths: readonly string[],
  counts: Map<string, number>,
  { graph, clock, signal }: ReadContext,
): Promise<void> {
  let waiting = paths;
  for (let tries = 1; waiting.length > 0; tries += 1) {
    signal.throwIfAborted();
    const answers = await ask(waiting, graph);
    const delays = new Map<string, number>();
    for (const [position, path] of waiting.entries()) {
      const answer = answers[position];
      if (answer instanceof GraphFailure) delays.set(path, patienceWith(answer, tries, graph));
      else if (answer !== undefined) counts.set(path, answer);
    }
    waiting = waiting.filter((path) => Number.isFinite(delays.get(path)));
    if (waiting.length > 0) await clock.sleep(Math.max(...waiting.map((path) => delays.get(path) ?? 0)));
  }
}

const counted = z.object({ "@odata.count": z.int() });

async function ask(
  paths: readonly string[],
  graph: ReadContext["graph"],
): Promise<readonly (number | GraphFailure | undefined)[]> {
  try {
    const { answers } = await graph.batch(paths, { eventual: true });
    return answers.map((answer) =>
      answer instanceof GraphFailure ? answer : counted.safeParse(answer.body).data?.["@odata.count"],
    );
  } catch (failure) {
    if (failure instanceof GraphFailure) return paths.map(() => failure);
    throw failure;
  }
}

/** Milliseconds; infinite where the tenant refuses to count, or the group is gone. Throws where the failure is final. */
function patienceWith(failure: GraphFailure, tries: number, graph: ReadContext["graph"]): number {
  if (failure.status === 400 || failure.kind === "not-found") return Number.POSITIVE_INFINITY;
  const delay = graph.patience(failure, tries);
  if (delay === null) throw failure;
  return delay;
}
