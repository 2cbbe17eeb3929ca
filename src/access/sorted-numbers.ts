import type { Principals } from "./principals.ts";

/** The principals' numbers, ascending, each once: the form in which lists of holders are matched. */
export function sortedNumbers(ids: readonly string[], principals: Principals): Uint32Array {
  const numbers = new Uint32Array(ids.length);
  let used = 0;
  for (const id of ids) {
    const number = principals.numberOf(id);
    if (number === undefined) throw new RangeError(`${id} holds access and is not among the principals`);
    numbers[used] = number;
    used += 1;
  }
  return unique(numbers.sort());
}

/** The numbers that stand in any of the lists, ascending, each once. */
export function union(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((total, { length }) => total + length, 0));
  let used = 0;
  for (const list of lists) {
    all.set(list, used);
    used += list.length;
  }
  return unique(all.sort());
}

function unique(sorted: Uint32Array): Uint32Array {
  return sorted.filter((number, index) => index === 0 || number !== sorted[index - 1]);
}
