import { checkNumber } from "./check-number.ts";
import { compareGuids, guidWords, readGuid, writeGuid } from "./guid.ts";
import { type GuidSlots, guidSlots, makeRoom, slotOf, touch } from "./guid-slots.ts";

/**
 * Ids under dense numbers, in the order in which they first came. Ids are opaque texts, compared byte by byte; a GUID costs
 * 24 to 48 bytes, any other id as much as in a Map.
 */
export type IdTable = {
  readonly size: () => number;
  /** Writes the number of each id into `numbers`; an id that is new gets the next number. */
  readonly intern: (ids: readonly string[], numbers: Uint32Array) => void;
  /** The number of one id, which gets the next where it is new. */
  readonly add: (id: string) => number;
  readonly numberOf: (id: string) => number | undefined;
  /** Throws a RangeError where no id has the number. */
  readonly idOf: (number: number) => string;
  /** The ids as they are kept in a file. */
  readonly ordered: () => OrderedIds;
};

/** Ids that have their numbers for good. */
export type Ids = Pick<IdTable, "size" | "numberOf" | "idOf">;

/** Ids in their order: `ranks` has the place of each by its number, `words` the GUIDs by place, `others` what is none. */
export type OrderedIds = {
  readonly ranks: Uint32Array;
  readonly words: Int32Array;
  readonly others: readonly (readonly [place: number, id: string])[];
};

type Table = GuidSlots & {
  size: number;
  readonly others: Map<string, number>;
  readonly otherIds: Map<number, string>;
};

/** Decoding, then looking up, a batch at a time keeps each loop small and its data in the nearest cache. */
const batch = 1024;

export function idTable(): IdTable {
  const table: Table = { ...guidSlots(), size: 0, others: new Map(), otherIds: new Map() };
  const decoded = new Int32Array(batch * guidWords);
  const isGuid = new Uint8Array(batch);
  const one = new Uint32Array(1);
  return {
    size: () => table.size,
    intern: (ids, numbers) => {
      if (numbers.length < ids.length)
        throw new RangeError(`${ids.length} ids, and room for ${numbers.length} numbers`);
      for (let from = 0; from < ids.length; from += batch) {
        const some = ids.slice(from, from + batch);
        decode(some, decoded, isGuid);
        makeRoom(table, table.size + some.length);
        touch(table.slots, table.words, decoded, some.length);
        resolve(table, some, decoded, isGuid, numbers.subarray(from));
      }
    },
    add: (id) => {
      isGuid[0] = readGuid(id, decoded, 0) ? 1 : 0;
      makeRoom(table, table.size + 1);
      resolve(table, [id], decoded, isGuid, one);
      return one[0] ?? 0;
    },
    numberOf: (id) => {
      if (!readGuid(id, decoded, 0)) return table.others.get(id);
      const number = table.slots[slotOf(table.slots, table.words, decoded, 0)] ?? 0;
      return number === 0 ? undefined : number - 1;
    },
    idOf: (number) => {
      checkNumber(number, table.size, "id");
      return table.otherIds.get(number) ?? writeGuid(table.words, number * guidWords);
    },
    ordered: () => ordered(table),
  };
}

function ordered({ size, words, otherIds }: Table): OrderedIds {
  const idAt = (number: number): string => otherIds.get(number) ?? writeGuid(words, number * guidWords);
  const compare = (a: number, b: number): number =>
    otherIds.size > 0 && (otherIds.has(a) || otherIds.has(b))
      ? compareTexts(idAt(a), idAt(b))
      : compareGuids(words, a * guidWords, words, b * guidWords);
  const numbers = Uint32Array.from({ length: size }, (_, number) => number).sort(compare);
  const ranks = new Uint32Array(size);
  const inOrder = new Int32Array(size * guidWords);
  for (let place = 0; place < size; place += 1) {
    const number = numbers[place] ?? 0;
    ranks[number] = place;
    copyGuid(words, number * guidWords, inOrder, place * guidWords);
  }
  const others = Array.from(otherIds, ([number, id]) => [ranks[number] ?? 0, id] as const);
  return { ranks, words: inOrder, others };
}

/** By code points, which is the order of UTF-8 bytes, in which SQLite has texts. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rankOfUnit(one) - rankOfUnit(other);
  }
  return a.length - b.length;
}

/** Halves of code points beyond U+FFFF come after all others, as what they stand for does. */
function rankOfUnit(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function decode(ids: readonly string[], decoded: Int32Array, isGuid: Uint8Array): void {
  for (let i = 0; i < ids.length; i += 1) isGuid[i] = readGuid(ids[i] ?? "", decoded, i * guidWords) ? 1 : 0;
}

function resolve(
  table: Table,
  ids: readonly string[],
  decoded: Int32Array,
  isGuid: Uint8Array,
  numbers: Uint32Array,
): void {
  const { slots, words } = table;
  for (let i = 0; i < ids.length; i += 1) {
    if (isGuid[i] === 0) {
      numbers[i] = internOther(table, ids[i] ?? "");
      continue;
    }
    const slot = slotOf(slots, words, decoded, i * guidWords);
    if (slots[slot] === 0) {
      copyGuid(decoded, i * guidWords, words, table.size * guidWords);
      table.size += 1;
      slots[slot] = table.size;
    }
    numbers[i] = (slots[slot] ?? 0) - 1;
  }
}

function copyGuid(from: Int32Array, at: number, to: Int32Array, start: number): void {
  for (let word = 0; word < guidWords; word += 1) to[start + word] = from[at + word] ?? 0;
}

function internOther(table: Table, id: string): number {
  const known = table.others.get(id);
  if (known !== undefined) return known;
  const number = table.size;
  table.others.set(id, number);
  table.otherIds.set(number, id);
  table.size += 1;
  return number;
}
