import type { NumberedConflict, NumberedDuty } from "../../../src/conflicts/kernel/numbered-conflict.ts";
import type { Case } from "./cases.ts";

/** What each person holds, by plain sets: slow, and surely right. */
export type Held = Map<number, Set<number>>;

export function heldIn({ holdings, personOf }: Pick<Case, "holdings" | "personOf">): Held {
  const held: Held = new Map(personOf.map((person) => [person, new Set()]));
  for (const [point, principal] of holdings) held.get(personOf[principal]!)!.add(point);
  return held;
}

export function holdsDuty(held: ReadonlySet<number>, { heldBy, points }: NumberedDuty): boolean {
  if (points.length === 0) return false;
  return heldBy === "any" ? points.some((point) => held.has(point)) : points.every((point) => held.has(point));
}

export function violates(held: ReadonlySet<number>, { duties, atMost }: NumberedConflict): boolean {
  return duties.filter((duty) => holdsDuty(held, duty)).length > atMost;
}

export function violators(held: Held, conflict: NumberedConflict): readonly number[] {
  const persons = [...held.keys()].filter((person) => violates(held.get(person)!, conflict));
  return persons.sort((a, b) => a - b);
}

/** The size of the smallest group of people who hold every duty together, by trying every group. */
export function fewestTogether(held: Held, duties: readonly NumberedDuty[]): number {
  const everyone = [...held.values()];
  let fewest = Infinity;
  for (let group = 0; group < 2 ** everyone.length; group += 1) {
    const people = everyone.filter((_, place) => (group >> place) & 1);
    const covers = duties.every((duty) => people.some((person) => holdsDuty(person, duty)));
    if (covers) fewest = Math.min(fewest, people.length);
  }
  return fewest;
}
