const bitsPerText = 32;

/**
 * Tells texts that came more than once from most that came once, at twelve bytes a text: a Bloom filter of one hash, twice, and the
 * hash of each text by its place.
 */
export class Repeats {
  readonly #mask: number;
  readonly #once: Uint32Array;
  readonly #again: Uint32Array;
  /** One more than the text's bit; 0 where there is none. */
  readonly #bits: Uint32Array;
  #any = false;

  /** Made for so many places. */
  constructor(places: number) {
    const words = 2 ** Math.ceil(Math.log2(Math.max(1, (places * bitsPerText) / 32)));
    this.#mask = words * 32 - 1;
    this.#once = new Uint32Array(words);
    this.#again = new Uint32Array(words);
    this.#bits = new Uint32Array(places);
  }

  /** Notes the text at a place; an empty one is none. */
  look(text: string, at: number): void {
    if (text === "") return;
    const place = hash(text) & this.#mask;
    this.#bits[at] = place + 1;
    const [word, bit] = [place >>> 5, 1 << (place & 31)];
    if (((this.#once[word] ?? 0) & bit) === 0) {
      this.#once[word] = (this.#once[word] ?? 0) | bit;
      return;
    }
    this.#again[word] = (this.#again[word] ?? 0) | bit;
    this.#any = true;
  }

  /** False where surely no text came more than once. */
  any(): boolean {
    return this.#any;
  }

  /** False where the text at the place surely came no more than once. */
  mayRepeat(at: number): boolean {
    const place = (this.#bits[at] ?? 0) - 1;
    return place >= 0 && ((this.#again[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
  }
}

/** FNV-1a over the text's code units (http://www.isthe.com/chongo/tech/comp/fnv/), mixed once more, as only some bits are taken. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}
