import { guidWords } from "./guid.ts";

/** An open-addressed table of GUIDs: a slot holds a GUID's number plus one, `words` the GUIDs by their numbers. */
export type GuidSlots = { slots: Uint32Array<ArrayBuffer>; words: Int32Array<ArrayBuffer> };

export function guidSlots(): GuidSlots {
  return { slots: new Uint32Array(64), words: new Int32Array(32 * guidWords) };
}

/** The slot of the GUID that stands in `from` at `at`: its own, or the empty one where it belongs. */
export function slotOf(slots: Uint32Array, words: Int32Array, from: Int32Array, at: number): number {
  const mask = slots.length - 1;
  const a = from[at] ?? 0;
  const b = from[at + 1] ?? 0;
  const c = from[at + 2] ?? 0;
  const d = from[at + 3] ?? 0;
  let slot = hash(a, b, c, d) & mask;
  for (;;) {
    const number = slots[slot] ?? 0;
    if (number === 0) return slot;
    const word = (number - 1) * guidWords;
    if (words[word] === a && words[word + 1] === b && words[word + 2] === c && words[word + 3] === d) return slot;
    slot = (slot + 1) & mask;
  }
}

/**
 * Looks where each of the first `count` GUIDs of `from` should be found. Nothing depends on what it reads, so that a
 * processor fetches many at once, and `slotOf` finds them near: a table of millions is far from any cache.
 */
export function touch(slots: Uint32Array, words: Int32Array, from: Int32Array, count: number): number {
  const mask = slots.length - 1;
  let seen = 0;
  for (let at = 0; at < count * guidWords; at += guidWords) {
    const home = hash(from[at] ?? 0, from[at + 1] ?? 0, from[at + 2] ?? 0, from[at + 3] ?? 0) & mask;
    seen |= words[Math.max(0, (slots[home] ?? 0) - 1) * guidWords] ?? 0;
  }
  return seen;
}

/** Mixes every word, as GUIDs are not always random: some directories count theirs up. */
function hash(a: number, b: number, c: number, d: number): number {
  const mixed =
    Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f);
  const folded = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return folded ^ (folded >>> 13);
}

/** Lets numbers up to `needed` in; at most half of the slots are ever taken, so that a search always ends. */
export function makeRoom(table: GuidSlots, needed: number): void {
  if (needed * guidWords > table.words.length) {
    const bytes = Math.max(needed * guidWords, table.words.length * 2) * Int32Array.BYTES_PER_ELEMENT;
    table.words = new Int32Array(table.words.buffer.transfer(bytes));
  }
  if (needed * 2 <= table.slots.length) return;
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(needed * 2)));
  moveSlots(table.slots, slots, table.words);
  table.slots = slots;
}

function moveSlots(old: Uint32Array, slots: Uint32Array, words: Int32Array): void {
  for (const number of old) if (number !== 0) slots[slotOf(slots, words, words, (number - 1) * guidWords)] = number;
}
