/** Texts of which few differ, each under one number. */
export class FewTexts {
  readonly #numbers = new Map<string | null, number>();
  readonly #texts: (string | null)[] = [];

  numberOf(text: string | null): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  at(number: number): string | null {
    return this.#texts[number] ?? null;
  }
}
