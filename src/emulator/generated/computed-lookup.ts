import type { Lookup } from "../tenant/tenant-index.ts";
import type { Numerals } from "./numerals.ts";
import { numbersIn, progression } from "./progression.ts";

/** Finds by name what a number stands for, made anew each time. */
export function computedLookup<T>(names: Numerals, make: (number: number) => T): Lookup<T> {
  return {
    get: (name) => {
      const number = names.number(name);
      return number === null ? undefined : make(number);
    },
    values: () => numbersIn([progression(0, 1, names.count)]).map(make),
  };
}
