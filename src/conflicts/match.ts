/**
 * The numbers that stand in more than `atMost` of the lists, ascending. Lists are ascending and hold each number once.
 */
export function inMoreThan(atMost: number, lists: readonly Uint32Array[]): Uint32Array {
  const [first, second, ...others] = lists;
  if (first !== undefined && second !== undefined && others.length === 0 && atMost === 1) return inBoth(first, second);
  return inMany(atMost, lists);
}

/** The numbers that stand in any of the lists, ascending, each once. */
export function inAny(lists: readonly Uint32Array[]): Uint32Array {
  const [first, ...others] = lists;
  return first !== undefined && others.length === 0 ? first : inMany(0, lists);
}

function inBoth(a: Uint32Array, b: Uint32Array): Uint32Array {
  const common = new Uint32Array(Math.min(a.length, b.length));
  let used = 0;
  let j = 0;
  for (const number of a) {
    while (j < b.length && (b[j] ?? 0) < number) j += 1;
    if (j < b.length && b[j] === number) {
      common[used] = number;
      used += 1;
    }
  }
  return common.slice(0, used);
}

function inMany(atMost: number, lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const list of lists) {
    all.set(list, offset);
    offset += list.length;
  }
  all.sort();
  return all.filter((number, index) => all[index + atMost] === number && (index === 0 || all[index - 1] !== number));
}
