import { placeIn } from "../closure/relation.ts";
import { union } from "../sorted-numbers.ts";

/**
 * Principals that a setting comes to, by number, ascending: `certain` are in it, `possible` are these and whoever else may be
 * in it; `unknown` says why there may be others of whom nothing is known.
 */
export type People = {
  readonly certain: Uint32Array;
  readonly possible: Uint32Array;
  readonly unknown: readonly string[];
};

const none = new Uint32Array();

export const nobody: People = { certain: none, possible: none, unknown: [] };

export function unknownPeople(...unknown: readonly string[]): People {
  return { ...nobody, unknown };
}

export function unite(all: readonly People[]): People {
  const [first, ...others] = all;
  if (first === undefined) return nobody;
  if (others.length === 0) return first;
  return {
    certain: union(all.map(({ certain }) => certain)),
    possible: union(all.map(({ possible }) => possible)),
    unknown: [...new Set(all.flatMap(({ unknown }) => unknown))],
  };
}

/** The same, where it cannot be told whether the setting holds at all. */
export function perhaps({ possible, unknown }: People): People {
  return { certain: none, possible, unknown };
}

/** Nobody is in it, and that is known. */
export function isNobody({ possible, unknown }: People): boolean {
  return possible.length === 0 && unknown.length === 0;
}

export function includes(list: Uint32Array, number: number): boolean {
  return placeIn(list, number) !== undefined;
}

/** The numbers that stand in both lists, ascending. */
export function intersection(one: Uint32Array, other: Uint32Array): Uint32Array {
  const [fewer, more] = one.length <= other.length ? [one, other] : [other, one];
  return fewer.filter((number) => includes(more, number));
}

/** The numbers of the first list that do not stand in the second, ascending. */
export function difference(from: Uint32Array, without: Uint32Array): Uint32Array {
  return without.length === 0 ? from : from.filter((number) => !includes(without, number));
}
