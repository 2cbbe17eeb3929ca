const bitsPerText = 32;

/** Tells texts that came more than once from most that came once, at eight bytes a text: a Bloom filter of one hash, twice. */
export class Repeats {
  readonly #mask: number;
  readonly #once: Uint32Array;
  readonly #again: Uint32Array;

  /** Made for about so many texts; with more it takes more of them for repeated. */
  constructor(texts: number) {
    const words = 2 ** Math.ceil(Math.log2(Math.max(1, (texts * bitsPerText) / 32)));
    this.#mask = words * 32 - 1;
    this.#once = new Uint32Array(words);
    this.#again = new Uint32Array(words);
  }

  look(text: string): void {
    const place = hash(text) & this.#mask;
    const [word, bit] = [place >>> 5, 1 << (place & 31)];
    if (((this.#once[word] ?? 0) & bit) === 0) this.#once[word] = (this.#once[word] ?? 0) | bit;
    else this.#again[word] = (this.#again[word] ?? 0) | bit;
  }

  /** False where the text surely came no more than once. */
  mayRepeat(text: string): boolean {
    const place = hash(text) & this.#mask;
    return ((this.#again[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
  }
}

/** FNV-1a over the text's code units (http://www.isthe.com/chongo/tech/comp/fnv/), mixed once more, as only some bits are taken. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}
