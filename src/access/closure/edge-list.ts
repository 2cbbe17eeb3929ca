const smallestChunk = 1 << 6;
const largestChunk = 1 << 16;

/** Edges between numbers as they come in, in any order, at 12 bytes each. */
export class EdgeList {
  #full: Uint32Array[] = [];
  #chunk = new Uint32Array(smallestChunk * 3);
  #used = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Every number is a whole one below 2 ** 32; `tag` stays with the edge. */
  push(from: number, to: number, tag = 0): void {
    if (this.#used === this.#chunk.length) {
      this.#full.push(this.#chunk);
      this.#chunk = new Uint32Array(Math.min(this.#used * 2, largestChunk * 3));
      this.#used = 0;
    }
    this.#chunk[this.#used] = from;
    this.#chunk[this.#used + 1] = to;
    this.#chunk[this.#used + 2] = tag;
    this.#used += 3;
    this.#size += 1;
  }

  /** The edges as they were pushed: from, to, tag, from, to, tag, ... */
  *chunks(): Generator<Uint32Array> {
    yield* this.#full;
    yield this.#chunk.subarray(0, this.#used);
  }

  /** The same, while the list empties and gives back its memory. */
  *drain(): Generator<Uint32Array> {
    const chunks = [...this.chunks()].reverse();
    this.#full = [];
    this.#chunk = new Uint32Array(smallestChunk * 3);
    this.#used = 0;
    this.#size = 0;
    for (let chunk = chunks.pop(); chunk !== undefined; chunk = chunks.pop()) yield chunk;
  }

  /** Gives what the edges lead from, and to where that is said, the number that stands at its old one. */
  renumber(from: Uint32Array, to?: Uint32Array): void {
    for (const chunk of this.chunks()) {
      for (let at = 0; at < chunk.length; at += 3) {
        chunk[at] = from[chunk[at] ?? 0] ?? 0;
        if (to !== undefined) chunk[at + 1] = to[chunk[at + 1] ?? 0] ?? 0;
      }
    }
  }
}
