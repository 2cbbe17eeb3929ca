/** The whole numbers start, start + step, start + 2 step, ... */
export type Progression = { readonly start: number; readonly step: number; readonly length: number };

/** Every step-th number from start on, below the end. */
export function progression(start: number, step: number, end: number): Progression {
  return { start, step, length: Math.max(0, Math.ceil((end - start) / step)) };
}

export function lengthOf(parts: readonly Progression[]): number {
  return parts.reduce((length, part) => length + part.length, 0);
}

/** The number at a position in progressions laid end to end. Throws where there is none. */
export function numberAt(parts: readonly Progression[], position: number): number {
  let rest = position;
  for (const { start, step, length } of parts) {
    if (rest < length) return start + rest * step;
    rest -= length;
  }
  throw new RangeError(`there are ${lengthOf(parts)} numbers, and so none at ${position}`);
}

/** All numbers of progressions laid end to end. */
export function* numbersIn(parts: readonly Progression[]): Generator<number, undefined> {
  for (const { start, step, length } of parts) {
    for (let nth = 0; nth < length; nth += 1) yield start + nth * step;
  }
}
