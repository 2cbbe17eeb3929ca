import type { EvidenceRef } from "../domain/evidence.ts";

/** Places in one response, from `first` on; `first` is null where the text is all there is to the evidence. */
type Block = { readonly text: string; readonly first: number | null };

const placesPerBlock = 1 << 10;
const mostBlocks = 2 ** 32 / placesPerBlock;

/**
 * Evidence under a number below 2 ** 32 each: what was read from one response differs by its place only, so that one text
 * serves 1024 places.
 */
export class EvidenceTable {
  readonly #blocks: Block[] = [];
  readonly #starts = new Map<string, number>();

  /** Throws a RangeError where there is more evidence than numbers. */
  numberOf(evidence: EvidenceRef): number {
    const slash = evidence.lastIndexOf("/");
    const place = slash === -1 ? null : placeIn(evidence.slice(slash + 1));
    if (place === null) return this.#startOf({ text: evidence, first: null });
    const within = place % placesPerBlock;
    return this.#startOf({ text: evidence.slice(0, slash), first: place - within }) + within;
  }

  /** The evidence that the number was given for. */
  at(number: number): EvidenceRef {
    const block = this.#blocks[Math.floor(number / placesPerBlock)];
    if (block === undefined) throw new RangeError(`no evidence has number ${number}`);
    return block.first === null ? block.text : `${block.text}/${block.first + (number % placesPerBlock)}`;
  }

  #startOf(block: Block): number {
    const key = `${block.first ?? ""} ${block.text}`;
    const known = this.#starts.get(key);
    if (known !== undefined) return known;
    if (this.#blocks.length === mostBlocks) throw new RangeError("memberships were read from too many responses");
    const start = this.#blocks.length * placesPerBlock;
    this.#blocks.push(block);
    this.#starts.set(key, start);
    return start;
  }
}

function placeIn(text: string): number | null {
  return /^(?:0|[1-9]\d{0,8})$/u.test(text) ? Number(text) : null;
}
