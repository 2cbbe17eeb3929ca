import type { SnapshotWriter } from "../snapshot/writer.ts";

/** The groups listed so far, and those of later pages as they are saved, until the list has ended; adds each to `given`, once. */
export async function* groupsAsListed(
  list: Promise<unknown>,
  given: Set<string>,
  { parents, follow }: Pick<SnapshotWriter, "parents" | "follow">,
): AsyncGenerator<readonly string[]> {
  let fresh = [...parents("groups")];
  let goesOn = true;
  let news = Promise.withResolvers<void>();
  const unfollow = follow("groups", (ids) => {
    fresh.push(...ids);
    news.resolve();
  });
  const end = (): void => {
    goesOn = false;
    news.resolve();
  };
  void list.then(end, end);
  try {
    for (;;) {
      const ids = [...new Set(fresh).difference(given)];
      fresh = [];
      for (const id of ids) given.add(id);
      if (ids.length > 0) yield ids;
      else if (!goesOn) return;
      else await news.promise;
      news = Promise.withResolvers();
    }
  } finally {
    unfollow();
  }
}
