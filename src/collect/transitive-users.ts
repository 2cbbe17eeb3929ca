import { z } from "zod";
import { batchSize } from "../graph/batch.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import { query, segment } from "../graph/query.ts";
import type { ReadContext } from "./read-context.ts";

/**
 * Users only: whether v1.0 counts service principals and the group itself among transitive members is documented nowhere,
 * and a cast to users is (https://learn.microsoft.com/graph/api/group-list-transitivemembers).
 */
export function transitiveUsersPath(groupId: string): string {
  const path = `/groups/${segment(groupId)}/transitiveMembers/microsoft.graph.user`;
  return query(path, { select: ["id"], top: 1, count: true });
}

/** The tenant's own counts of the users in groups and those nested in them, by group; without those it would not tell. */
export async function transitiveUsers(
  groupIds: readonly string[],
  context: ReadContext,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let from = 0; from < groupIds.length; from += batchSize) {
    await countTogether(groupIds.slice(from, from + batchSize), counts, context);
  }
  return counts;
}

async function countTogether(
  groupIds: readonly string[],
  counts: Map<string, number>,
  { graph, clock, signal }: ReadContext,
): Promise<void> {
  let waiting = groupIds;
  for (let tries = 1; waiting.length > 0; tries += 1) {
    signal.throwIfAborted();
    const answers = await ask(waiting, graph);
    const delays = new Map<string, number>();
    for (const [position, groupId] of waiting.entries()) {
      const answer = answers[position];
      if (answer instanceof GraphFailure) delays.set(groupId, patienceWith(answer, tries, graph));
      else if (answer !== undefined) counts.set(groupId, answer);
    }
    waiting = waiting.filter((groupId) => Number.isFinite(delays.get(groupId)));
    if (waiting.length > 0) await clock.sleep(Math.max(...waiting.map((groupId) => delays.get(groupId) ?? 0)));
  }
}

const counted = z.object({ "@odata.count": z.int() });

async function ask(
  groupIds: readonly string[],
  graph: ReadContext["graph"],
): Promise<readonly (number | GraphFailure | undefined)[]> {
  try {
    const { answers } = await graph.batch(groupIds.map(transitiveUsersPath), { eventual: true });
    return answers.map((answer) =>
      answer instanceof GraphFailure ? answer : counted.safeParse(answer.body).data?.["@odata.count"],
    );
  } catch (failure) {
    if (failure instanceof GraphFailure) return groupIds.map(() => failure);
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
