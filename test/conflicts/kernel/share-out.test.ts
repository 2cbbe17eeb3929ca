import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filledPlaces } from "../../../src/conflicts/kernel/share-out.ts";

/** The most places that any way of serving fills: every person in turn takes each of the sets of duties open to them. */
function bruteForce(places: readonly number[], people: readonly (readonly number[])[], atMost: number): number {
  const [person, ...others] = people;
  if (person === undefined) return 0;
  const choices = Array.from({ length: 2 ** person.length }, (_, set) =>
    person.filter((_duty, bit) => (set >> bit) % 2 === 1),
  );
  const filled = choices
    .filter((duties) => duties.length <= atMost)
    .map((duties) => {
      const useful = duties.filter((duty) => (places[duty] ?? 0) > 0);
      const left = places.map((count, duty) => (useful.includes(duty) ? count - 1 : count));
      return useful.length + bruteForce(left, others, atMost);
    });
  return Math.max(...filled);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe("filledPlaces", () => {
  it.each([
    ["one person for two duties", [1, 1], [[0, 1]], 1, [1, 0]],
    ["one person who may do both", [1, 1], [[0, 1]], 2, [1, 1]],
    ["the one who can do either makes room", [1, 1], [[0, 1], [0]], 1, [1, 1]],
    ["a chain of three makes room", [1, 1, 1], [[0, 1], [1, 2], [0]], 1, [1, 1, 1]],
    ["no person counts twice for one duty", [2], [[0]], 2, [1]],
    ["spare hands for one duty are none for another", [1, 1, 1], [[0, 1, 2], [0], [0]], 1, [1, 1, 0]],
    ["nobody", [1, 0], [], 1, [0, 0]],
  ] as const)("%s", (_, places, people, atMost, expected) => {
    expect(filledPlaces(places, people, atMost)).toEqual(expected);
  });

  it("fills as many as trying every way does, and none beyond what is wanted", () => {
    const held = fc.uniqueArray(fc.integer({ min: 0, max: 2 }));
    const wanted = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        wanted,
        fc.array(held, { maxLength: 5 }),
        fc.integer({ min: 0, max: 2 }),
        (places, people, atMost) => {
          const filled = filledPlaces(places, people, atMost);
          expect(sum(filled)).toBe(bruteForce(places, people, atMost));
          expect(filled.every((count, duty) => count <= (places[duty] ?? 0))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
