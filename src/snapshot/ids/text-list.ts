const block = 1024;
const isNull = 0x8000_0000;

type Block = { readonly bytes: Buffer; readonly ends: Uint32Array };

/** Texts under dense numbers in the order in which they come, at their UTF-8 bytes and four more each. */
export class TextList {
  readonly #blocks: Block[] = [];
  #last: (string | null)[] = [];

  get size(): number {
    return this.#blocks.length * block + this.#last.length;
  }

  push(text: string | null): void {
    this.#last.push(text);
    if (this.#last.length < block) return;
    this.#blocks.push(blockOf(this.#last));
    this.#last = [];
  }

  /** Throws a RangeError where no text has the number. */
  at(number: number): string | null {
    const packed = this.#blocks[Math.floor(number / block)];
    const text = packed === undefined ? this.#last[number % block] : textIn(packed, number % block);
    if (text === undefined || number >= this.size) throw new RangeError(`no text has number ${number}`);
    return text;
  }
}

function blockOf(texts: readonly (string | null)[]): Block {
  const ends = new Uint32Array(texts.length);
  const encoded = texts.map((text) => Buffer.from(text ?? ""));
  let end = 0;
  for (const [place, { length }] of encoded.entries()) {
    end += length;
    ends[place] = texts[place] === null ? (end | isNull) >>> 0 : end;
  }
  return { bytes: Buffer.concat(encoded), ends };
}

function textIn({ bytes, ends }: Block, place: number): string | null {
  const end = ends[place] ?? 0;
  if (end >= isNull) return null;
  const start = place === 0 ? 0 : (ends[place - 1] ?? 0) & ~isNull;
  return bytes.toString("utf8", start, end);
}
