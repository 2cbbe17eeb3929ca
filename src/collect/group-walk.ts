import type { Collector } from "./collector.ts";
import { askEntering } from "./entering-groups.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";

/** A walk through groups: their members are read, and those of every group nested in them. */
export type GroupWalk = {
  /** The groups walked so far. */
  readonly walked: ReadonlySet<string>;
  /** Those of them from which a walk began. */
  readonly roots: readonly string[];
  /** Walks down from groups; gives those that were not walked before. */
  readonly down: (groupIds: readonly string[]) => Promise<readonly string[]>;
  /** Walks down from the groups that may join any of these by activation, and so on. */
  readonly entering: (groupIds: readonly string[]) => Promise<void>;
};

/** What was `asked` already need not be, and leads on to the same groups. */
export function groupWalk(
  collector: Collector,
  context: ReadContext,
  asked: ReadonlySet<string> = new Set(),
): GroupWalk {
  const walked = new Set<string>();
  const roots: string[] = [];
  const down = async (groupIds: readonly string[]): Promise<readonly string[]> => {
    const fresh = groupIds.filter((groupId) => !walked.has(groupId));
    roots.push(...fresh);
    const before = walked.size;
    await walkDown(collector, fresh, { walked, asked }, context);
    return [...walked].slice(before);
  };
  return {
    walked,
    roots,
    down,
    entering: async (groupIds) => {
      const listed = context.writer.parents("groups");
      for (let level = groupIds; level.length > 0 && listed.some((groupId) => !walked.has(groupId)); ) {
        level = await down([...new Set(await askEntering(level, context))]);
      }
    },
  };
}

/** Level by level: what an earlier run has read costs no call, and leads on to the same groups. Adds each group to `walked`. */
async function walkDown(
  collector: Collector,
  roots: readonly string[],
  { walked, asked }: { readonly walked: Set<string>; readonly asked: ReadonlySet<string> },
  context: ReadContext,
): Promise<void> {
  for (let level = roots; level.length > 0; ) {
    for (const groupId of level) walked.add(groupId);
    await readSection(
      collector,
      level.filter((groupId) => !asked.has(groupId)),
      context,
    );
    const nested = new Set(level.flatMap(context.writer.nesting.groupsIn));
    level = [...nested.difference(walked)];
  }
}
