import type { Collector } from "./collector.ts";

/** The collector of single objects: each answer is the row, and one that is not found is gone. */
export function oneByOne(collector: Collector): Collector {
  const { section, permissions, row, itemPath } = collector;
  if (itemPath === undefined) throw new TypeError(`${section} is not read one by one`);
  return { section, permissions, row, property: null, path: itemPath, parentPath: itemPath };
}
