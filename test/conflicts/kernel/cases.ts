import * as fc from "fast-check";
import { type HolderIndex, holderIndexBuilder } from "../../../src/conflicts/kernel/holder-index.ts";
import type { NumberedConflict, NumberedDuty } from "../../../src/conflicts/kernel/numbered-conflict.ts";

export type Holding = readonly [point: number, principal: number];

/** A small world: who holds what, who is whose account, and what must be kept apart. */
export type Case = {
  readonly holdings: readonly Holding[];
  /** The person of each principal. */
  readonly personOf: readonly number[];
  readonly conflicts: readonly NumberedConflict[];
};

export const points = 6;
export const principals = 9;

export const holding: fc.Arbitrary<Holding> = fc.tuple(fc.nat(points - 1), fc.nat(principals - 1));

export const duty: fc.Arbitrary<NumberedDuty> = fc.record({
  heldBy: fc.constantFrom("any", "all"),
  points: fc.oneof(
    { weight: 7, arbitrary: fc.array(fc.nat(points - 1), { minLength: 1, maxLength: 3, size: "max" }) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
});

export const conflict: fc.Arbitrary<NumberedConflict> = fc.record({
  duties: fc.array(duty, { maxLength: 5, size: "max" }),
  atMost: fc.oneof(fc.constant(1), fc.nat(5)),
});

/** Few persons, many persons of one account each, and persons with wide gaps between their numbers. */
const personOf = fc.oneof(
  fc.constant(Array.from({ length: principals }, (_, principal) => principal)),
  fc.array(fc.nat(4), { minLength: principals, maxLength: principals }),
  fc.array(fc.nat(60_000), { minLength: principals, maxLength: principals }),
);

export const cases: fc.Arbitrary<Case> = fc.record({
  holdings: fc.array(holding, { maxLength: 45, size: "max" }),
  personOf,
  conflicts: fc.array(conflict, { minLength: 1, maxLength: 4 }),
});

/** Some ids are GUIDs and some are not, as in a tenant with sites and app roles. */
export function idOf(number: number): string {
  return number % 3 === 2 ? `site/${number}` : `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** The index of a case under the case's own numbers, its holdings coming in by twos and threes. */
export function indexed({ holdings, personOf }: Pick<Case, "holdings" | "personOf">): HolderIndex {
  const builder = holderIndexBuilder();
  builder.accessPoints.intern(
    Array.from({ length: points }, (_, point) => idOf(point)),
    new Uint32Array(points),
  );
  builder.principals.intern(
    personOf.map((_, principal) => idOf(principal)),
    new Uint32Array(personOf.length),
  );
  for (let from = 0; from < holdings.length; from += 2 + (from % 2)) {
    const some = holdings.slice(from, from + 2 + (from % 2));
    builder.add(
      some.map(([point]) => idOf(point)),
      some.map(([, principal]) => idOf(principal)),
    );
  }
  return builder.build(Uint32Array.from(personOf));
}
