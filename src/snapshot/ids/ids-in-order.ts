import { checkNumber } from "./check-number.ts";
import { compareGuids, guidWords, readGuid, writeGuid } from "./guid.ts";
import type { Ids, OrderedIds } from "./id-table.ts";

/** GUIDs are looked up among those that begin with the same so many bits. */
const prefixBits = 16;

/** Ids that were ordered once, each under its place: 16 bytes a GUID. Throws a TypeError where they are not in order, as nothing could be found then. */
export function idsInOrder({ words, others }: Omit<OrderedIds, "ranks">): Ids {
  const size = words.length / guidWords;
  const otherIds = new Map(others);
  const places = new Map(others.map(([place, id]) => [id, place]));
  const ascending = others.length === 0 ? words : withoutGaps(words, otherIds);
  const starts = startsByPrefix(ascending);
  const sought = new Int32Array(guidWords);
  return {
    size: () => size,
    numberOf: (id) => {
      if (!readGuid(id, sought, 0)) return places.get(id);
      let place = lowerBound(ascending, sought, starts);
      while (otherIds.has(place)) place += 1;
      return place < size && compareGuids(ascending, place * guidWords, sought, 0) === 0 ? place : undefined;
    },
    idOf: (number) => {
      checkNumber(number, size, "id");
      return otherIds.get(number) ?? writeGuid(ascending, number * guidWords);
    },
  };
}

/** What is no GUID stands as the GUID before it, so that all of them ascend. */
function withoutGaps(words: Int32Array, otherIds: ReadonlyMap<number, string>): Int32Array {
  const filled = Int32Array.from(words);
  for (let place = 0; place * guidWords < filled.length; place += 1) {
    if (!otherIds.has(place)) continue;
    const at = place * guidWords;
    if (place === 0) filled.fill(0, 0, guidWords);
    else filled.copyWithin(at, at - guidWords, at);
  }
  return filled;
}

function startsByPrefix(words: Int32Array): Uint32Array {
  const starts = new Uint32Array(2 ** prefixBits + 1);
  for (let at = 0; at < words.length; at += guidWords) {
    if (at > 0 && compareGuids(words, at - guidWords, words, at) > 0)
      throw new TypeError("packed ids are not in order");
    const after = ((words[at] ?? 0) >>> (32 - prefixBits)) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let prefix = 1; prefix < starts.length; prefix += 1)
    starts[prefix] = (starts[prefix] ?? 0) + (starts[prefix - 1] ?? 0);
  return starts;
}

/** The first place at which stands what is sought, or something after it. */
function lowerBound(words: Int32Array, sought: Int32Array, starts: Uint32Array): number {
  const prefix = (sought[0] ?? 0) >>> (32 - prefixBits);
  let low = starts[prefix] ?? 0;
  let high = starts[prefix + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareGuids(words, middle * guidWords, sought, 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
