import { GraphFailure } from "../graph/graph-failure.ts";
import type { Collector } from "./collector.ts";
import { groupsAsListed } from "./groups-as-listed.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";
import type { Survey } from "./survey.ts";

/** What was read while the groups were listed: of which of them, and the failure that ended it. */
export type Ahead = { readonly asked: ReadonlySet<string>; readonly failure: GraphFailure | null };

export type AheadContext = ReadContext & { readonly survey: Survey };

/**
 * Reads a section of all groups while their list goes on. Once it has ended, what was read of a group that is not listed goes:
 * a list that is begun anew may leave out some that it gave before.
 */
export async function readAhead(collector: Collector, list: Promise<unknown>, context: AheadContext): Promise<Ahead> {
  const { parents, tracking } = context.writer;
  const asked = new Set<string>();
  const failure = await readAsListed(collector, list, asked, context);
  await list;
  const listed = new Set(parents("groups"));
  tracking.keepOnly(collector.section, listed);
  return { asked: asked.intersection(listed), failure };
}

/** Groups that are not listed yet are told of as the tenant counts them. */
async function readAsListed(
  { section, ...collector }: Collector,
  list: Promise<unknown>,
  asked: Set<string>,
  context: AheadContext,
): Promise<GraphFailure | null> {
  const { writer, survey, progress } = context;
  let told = 0;
  const tell = (of: number, done = 0): void => {
    progress.begin(section, { done, of: of - told });
    told = of;
  };
  const begin: typeof progress.begin = (_, { done }) => tell(Math.max(told, asked.size), done);
  tell(survey.groups ?? 0);
  try {
    for await (const ids of groupsAsListed(list, asked, writer)) {
      await readSection({ section, ...collector }, ids, { ...context, progress: { ...progress, begin } });
    }
  } catch (failure) {
    if (failure instanceof GraphFailure) return failure;
    throw failure;
  }
  tell(asked.size);
  return null;
}
