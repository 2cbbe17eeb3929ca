/** Numbers joined two by two: those that any chain of joins connects are one set. */
export class DisjointSets {
  readonly #parents = new Map<number, number>();

  /** The same number for all of a set: its lowest. */
  find(number: number): number {
    let root = number;
    for (let up = this.#parents.get(root); up !== undefined && up !== root; up = this.#parents.get(root)) root = up;
    for (let at = number; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((one, other) => one - other);
    if (low === undefined || high === undefined) return;
    this.#parents.set(low, low);
    this.#parents.set(high, low);
  }

  /** Every set of two or more by its lowest number, its numbers ascending. */
  sets(): ReadonlyMap<number, readonly number[]> {
    return Map.groupBy(
      [...this.#parents.keys()].sort((a, b) => a - b),
      (number) => this.find(number),
    );
  }
}
