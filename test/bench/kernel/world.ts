import type { NumberedConflict } from "../../../src/conflicts/kernel/numbered-conflict.ts";
import type { PostingLists } from "../../../src/conflicts/kernel/posting-lists.ts";

export type Size = {
  readonly label: string;
  readonly people: number;
  readonly accessPoints: number;
  readonly holdings: number;
  readonly pairs: number;
};

export const sizes: Readonly<Record<"S" | "M" | "L", Size>> = {
  S: { label: "S: 100 k, 1 M, 500", people: 1e5, accessPoints: 2e3, holdings: 1e6, pairs: 500 },
  M: { label: "M: 1 M, 10 M, 5 k", people: 1e6, accessPoints: 2e4, holdings: 1e7, pairs: 5e3 },
  L: { label: "L: 5 M, 50 M, 10 k", people: 5e6, accessPoints: 5e4, holdings: 5e7, pairs: 1e4 },
};

/** Random members, access points whose sizes fall off as those of groups do (Zipf, exponent 0.9), and conflicts among them. */
export type World = {
  readonly size: Size;
  readonly holders: PostingLists;
  /** Two duties each, of which one may be held. */
  readonly pairs: readonly NumberedConflict[];
  /** Four duties each, of which two may be held: a tenth as many. */
  readonly fours: readonly NumberedConflict[];
};

export function worldOf(size: Size): World {
  const random = randomNumbers(0x5eed);
  const holders = holdersOf(size, random);
  const conflict = (duties: number, atMost: number): NumberedConflict => {
    const points = new Set<number>();
    while (points.size < duties) points.add(Math.floor(random() * size.accessPoints));
    return { atMost, duties: Array.from(points, (point) => ({ heldBy: "any", points: [point] })) };
  };
  return {
    size,
    holders,
    pairs: Array.from({ length: size.pairs }, () => conflict(2, 1)),
    fours: Array.from({ length: size.pairs / 10 }, () => conflict(4, 2)),
  };
}

function holdersOf({ people, accessPoints, holdings }: Size, random: () => number): PostingLists {
  const weights = Array.from({ length: accessPoints }, (_, rank) => (rank + 1) ** -0.9);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const offsets = new Uint32Array(accessPoints + 1);
  const numbers = new Uint32Array(holdings);
  for (const [point, weight] of weights.entries()) {
    const from = offsets[point]!;
    const most = Math.min(people / 2, Math.floor((holdings * weight) / total));
    offsets[point + 1] = from + drawInto(numbers.subarray(from, from + most), people, random);
  }
  return { offsets, numbers: numbers.slice(0, offsets[accessPoints]) };
}

/** Fills the list with random persons, ascending, and gives how many are left without those drawn twice. */
function drawInto(list: Uint32Array, people: number, random: () => number): number {
  for (let i = 0; i < list.length; i += 1) list[i] = Math.floor(random() * people);
  list.sort();
  let used = 0;
  for (const person of list) {
    if (used > 0 && list[used - 1] === person) continue;
    list[used] = person;
    used += 1;
  }
  return used;
}

/** The same numbers in every run (xorshift32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** GUIDs as random as those of a tenant, one from each number, as flat texts just as a file's reader makes them. */
export function guidsOf(numbers: readonly number[]): readonly string[] {
  const bytes = Buffer.alloc(16);
  return numbers.map((number) => {
    bytes.writeUInt32BE(Math.imul(number, 0x9e3779b1) >>> 0, 0);
    bytes.writeUInt32BE(Math.imul(number, 0x85ebca6b) >>> 0, 4);
    bytes.writeUInt32BE(number, 12);
    const hex = bytes.toString("hex");
    const text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    return Buffer.from(text, "latin1").toString("latin1");
  });
}
