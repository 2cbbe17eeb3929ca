import { resized } from "./resized.ts";

/** Numbers as they come, at four to eight bytes each. */
export class NumberList {
  #numbers = new Uint32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(number: number): void {
    if (this.#size === this.#numbers.length) this.#numbers = resized(this.#numbers, this.#size * 2);
    this.#numbers[this.#size] = number;
    this.#size += 1;
  }

  /** What came, in the list's own memory: it is good until the next comes. */
  all(): Uint32Array {
    return this.#numbers.subarray(0, this.#size);
  }
}
