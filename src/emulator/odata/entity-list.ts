import type { Entity } from "./entity.ts";
import type { Comparison, Filter } from "./filter.ts";

/** A collection that is computed rather than kept: it can be entered anywhere. */
export type EntityList = {
  readonly length: number;
  readonly at: (position: number) => Entity;
  /** Exactly what the comparison asks for, in the same order; null where that takes looking at each. */
  readonly where: (comparison: Comparison) => EntityList | null;
};

export type EntitySource = Iterable<Entity> | EntityList;

export function isEntityList(source: EntitySource): source is EntityList {
  return "where" in source;
}

/** As little of the list as holds all that matches, and whether it holds nothing else. */
export function narrowed(
  list: EntityList,
  filter: Filter | null,
): { readonly list: EntityList; readonly isExact: boolean } {
  if (filter === null) return { list, isExact: true };

  let rest = list;
  let isExact = filter.comparisons !== null;
  for (const comparison of filter.comparisons ?? []) {
    const part = rest.where(comparison);
    if (part === null) isExact = false;
    else rest = part;
  }
  return { list: rest, isExact };
}

export function* eachOf(list: EntityList): Iterable<Entity> {
  for (let position = 0; position < list.length; position += 1) yield list.at(position);
}
