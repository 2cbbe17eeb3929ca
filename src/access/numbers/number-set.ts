/**
 * A set of numbers below a bound that gives them back in ascending order, and is empty again after that. One bit a number,
 * and one bit for each 32 of those, so that a small set costs little, however high its bound.
 */
export type NumberSet = { readonly words: Uint32Array; readonly groups: Uint32Array };

export function numberSet(bound: number): NumberSet {
  const groups = Math.ceil(bound / 1024);
  return { words: new Uint32Array(groups * 32), groups: new Uint32Array(groups) };
}

/** The numbers must be below the set's bound. */
export function addAll(set: NumberSet, numbers: Uint32Array): void {
  addSpan(set, numbers, 0, numbers.length);
}

/** Adds what stands in `numbers` from `start` up to, not including, `end`. */
export function addSpan({ words, groups }: NumberSet, numbers: Uint32Array, start: number, end: number): void {
  for (let i = start; i < end; i += 1) {
    const number = numbers[i] ?? 0;
    const word = number >>> 5;
    const group = word >>> 5;
    words[word] = (words[word] ?? 0) | (1 << (number & 31));
    groups[group] = (groups[group] ?? 0) | (1 << (word & 31));
  }
}

/** So many numbers will hardly leave a word empty: looking at every word costs less than marking those that are not. */
export function isFull(count: number, { words }: NumberSet): boolean {
  return count > words.length * 2;
}

/** Has every word looked at when the set is drained, so that `addUnmarked` may add to it. */
export function markEveryWord({ groups }: NumberSet): void {
  groups.fill(0xffff_ffff);
}

/** As `addSpan`, once every word is marked. */
export function addUnmarked({ words }: NumberSet, numbers: Uint32Array, start: number, end: number): void {
  for (let i = start; i < end; i += 1) {
    const number = numbers[i] ?? 0;
    const word = number >>> 5;
    words[word] = (words[word] ?? 0) | (1 << (number & 31));
  }
}

/** Writes the numbers into `into`, ascending, empties the set, and gives how many they were. */
export function drain({ words, groups }: NumberSet, into: Uint32Array): number {
  let used = 0;
  for (let group = 0; group < groups.length; group += 1) {
    let taken = groups[group] ?? 0;
    if (taken === 0) continue;
    groups[group] = 0;
    for (; taken !== 0; taken &= taken - 1) {
      const word = group * 32 + lowestBit(taken);
      used = drainWord(words[word] ?? 0, word * 32, into, used);
      words[word] = 0;
    }
  }
  return used;
}

/** Sorts numbers in place, each once, and gives how many are left at the front. The set is used as room, and stays empty. */
export function sortDistinct(numbers: Uint32Array, scratch: NumberSet): number {
  if (isDense(numbers.length, scratch)) {
    addAll(scratch, numbers);
    return drain(scratch, numbers);
  }
  numbers.sort();
  let used = 0;
  for (let i = 0; i < numbers.length; i += 1) {
    if (i > 0 && numbers[i] === numbers[used - 1]) continue;
    numbers[used] = numbers[i] ?? 0;
    used += 1;
  }
  return used;
}

/** So many numbers are sooner put in order by a set than by sorting: emptying it costs a look at every group. */
export function isDense(count: number, { groups }: NumberSet): boolean {
  return count * 16 > groups.length;
}

function drainWord(bits: number, base: number, into: Uint32Array, start: number): number {
  let used = start;
  for (let left = bits; left !== 0; left &= left - 1) {
    into[used] = base + lowestBit(left);
    used += 1;
  }
  return used;
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
