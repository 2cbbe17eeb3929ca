import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scratchFor } from "../../src/conflicts/kernel/match.ts";
import { matchConflict, type Matchable } from "../../src/conflicts/matching.ts";

const duties = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** For each person, the duties held. */
const people = fc.array(fc.subarray([...duties], { maxLength: 5 }), { maxLength: 7 });

/** Some of the duties dealt to two or more sides, each duty to one of them. */
const sides = fc
  .shuffledSubarray([...duties], { minLength: 2 })
  .chain((used) =>
    fc
      .array(fc.integer({ min: 0, max: 7 }), { minLength: used.length, maxLength: used.length })
      .map((places) => [...Map.groupBy(used, (_, index) => places[index]).values()]),
  )
  .filter((dealt) => dealt.length > 1);

function matched(held: readonly (readonly string[])[], conflict: Matchable) {
  const holders = (duty: string) =>
    Uint32Array.from(held.flatMap((has, person) => (has.includes(duty) ? [person] : [])));
  const found = matchConflict(conflict, holders, scratchFor(held.length));
  return { holders: [...found.holders], team: [...found.team], examined: found.examined };
}

/** Every set of the people, smallest first. */
function teams(count: number): readonly (readonly number[])[] {
  const all = Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (_, person) => person).filter((person) => (bits >> person) % 2 === 1),
  );
  return all.sort((a, b) => a.length - b.length);
}

describe("matching a conflict", () => {
  it("catches exactly those who hold more of the sides than allowed, by any duty of each", () => {
    fc.assert(
      fc.property(people, sides, fc.nat({ max: 3 }), (held, dealt, atMost) => {
        const sidesHeld = (has: readonly string[]) =>
          dealt.filter((side) => side.some((duty) => has.includes(duty))).length;
        const found = matched(held, { sides: dealt, atMost, people: null });
        expect(found.holders).toEqual(held.flatMap((has, person) => (sidesHeld(has) > atMost ? [person] : [])));
        expect(found.examined).toBe(held.filter((has) => sidesHeld(has) > 0).length);
        expect(found.team).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("names a smallest team where it is smaller than demanded, as trying every set of people does", () => {
    fc.assert(
      fc.property(people, sides, fc.integer({ min: 2, max: 6 }), (held, dealt, demanded) => {
        const covers = (team: readonly number[]) =>
          dealt.every((side) => team.some((person) => side.some((duty) => held[person]?.includes(duty))));
        const smallest = teams(held.length).find(covers);
        const found = matched(held, { sides: dealt, atMost: dealt.length - 1, people: demanded });
        expect(found.holders).toEqual([]);
        if (smallest === undefined || smallest.length >= demanded) expect(found.team).toEqual([]);
        else {
          expect(found.team).toHaveLength(smallest.length);
          expect(covers(found.team)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("takes two people for all of it to mean that nobody holds everything, which is not that nobody holds two", () => {
    const conflict = { sides: [["a"], ["b"], ["c"]], atMost: 2, people: 2 };
    expect(matched([["a", "b"], ["c"]], conflict).team).toEqual([]);
    expect(matched([["a", "b", "c"]], conflict).team).toEqual([0]);
    expect(matched([["a", "b"], ["c"]], { ...conflict, people: 3 }).team).toEqual([0, 1]);
  });
});
