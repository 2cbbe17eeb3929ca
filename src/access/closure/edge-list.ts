const edgesPerChunk = 1 << 16;

/** Edges between numbers as they come in, in any order, at 12 bytes each. */
export class EdgeList {
  readonly #chunks: Uint32Array[] = [];
  #used = 0;

  /** Every number is a whole one below 2 ** 32; `tag` stays with the edge. */
  push(from: number, to: number, tag = 0): void {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#used === chunk.length) {
      chunk = new Uint32Array(edgesPerChunk * 3);
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    chunk[this.#used] = from;
    chunk[this.#used + 1] = to;
    chunk[this.#used + 2] = tag;
    this.#used += 3;
  }

  get size(): number {
    return (Math.max(0, this.#chunks.length - 1) * edgesPerChunk * 3 + this.#used) / 3;
  }

  /** The edges as they were pushed: from, to, tag, from, to, tag, ... */
  *chunks(): Generator<Uint32Array> {
    for (const [index, chunk] of this.#chunks.entries()) {
      yield index === this.#chunks.length - 1 ? chunk.subarray(0, this.#used) : chunk;
    }
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
