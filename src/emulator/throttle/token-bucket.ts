/** How much may be taken in how many seconds; what is used comes back evenly. */
export type Allowance = { readonly amount: number; readonly seconds: number };

/** A full bucket that empties as it is taken from and fills up again. Moments are in milliseconds. */
export class TokenBucket {
  readonly #allowance: Allowance;
  #level: number;
  #filledAt: number;

  constructor(allowance: Allowance, at: number) {
    this.#allowance = allowance;
    this.#level = allowance.amount;
    this.#filledAt = at;
  }

  /** Whole seconds until there is that much, 0 where there is now. */
  secondsUntil(amount: number, at: number): number {
    this.#fill(at);
    const missing = amount - this.#level;
    return missing <= 0 ? 0 : Math.ceil(missing / this.#perSecond);
  }

  /** Takes that much, or all there is, and tells which part of the allowance is in use: over 1 where there was too little. */
  take(amount: number, at: number): number {
    this.#fill(at);
    const left = this.#level - amount;
    this.#level = Math.max(0, left);
    return 1 - left / this.#allowance.amount;
  }

  get #perSecond(): number {
    return this.#allowance.amount / this.#allowance.seconds;
  }

  #fill(at: number): void {
    const passed = Math.max(0, at - this.#filledAt) / 1000;
    this.#level = Math.min(this.#allowance.amount, this.#level + passed * this.#perSecond);
    this.#filledAt = Math.max(at, this.#filledAt);
  }
}
