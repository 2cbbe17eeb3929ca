import { type Progression, progression } from "./progression.ts";

/** How names are written: so many digits, and a tail that all have in common. */
export type Notation = { readonly digits: string; readonly width: number; readonly tail: string };

/**
 * Names for the numbers below a count, the last digit first: so names are spread evenly over all beginnings, and those with
 * one beginning are an arithmetic progression.
 */
export class Numerals {
  readonly count: number;
  readonly #notation: Notation;

  constructor(count: number, notation: Notation) {
    this.count = count;
    this.#notation = notation;
  }

  name(number: number): string {
    const { digits, width, tail } = this.#notation;
    let written = "";
    for (let rest = number; written.length < width; rest = Math.floor(rest / digits.length)) {
      written += digits.charAt(rest % digits.length);
    }
    return written + tail;
  }

  /** The number of that name; null where none has it. */
  number(name: string): number | null {
    const { start, length } = this.startingWith(name);
    return length === 1 && this.name(start) === name ? start : null;
  }

  /** The numbers whose names begin so. */
  startingWith(prefix: string): Progression {
    const { digits, width } = this.#notation;
    const known = Array.from(prefix.slice(0, width), (digit) => digits.indexOf(digit));
    const start = known.reduceRight((number, digit) => number * digits.length + digit, 0);
    const found = progression(start, digits.length ** known.length, this.count);
    const isNone = known.includes(-1) || (prefix.length > width && !this.name(start).startsWith(prefix));
    return isNone ? progression(0, 1, 0) : found;
  }
}
