import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matcherOf } from "../../../src/conflicts/kernel/matcher.ts";
import { fewestTogether, heldIn, holdsDuty, violators } from "./brute-force.ts";
import { type Case, cases, duty, holding, idOf, indexed, principals } from "./cases.ts";

function found(given: Case): readonly (readonly number[])[] {
  const { violatorsOf } = matcherOf(indexed(given));
  return given.conflicts.map((conflict) => [...violatorsOf(conflict)]);
}

const alone = Array.from({ length: principals }, (_, principal) => principal);

describe("violatorsOf", () => {
  it("agrees with plain sets", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const held = heldIn(given);
        expect(found(given)).toEqual(given.conflicts.map((conflict) => violators(held, conflict)));
      }),
      { numRuns: 5000 },
    );
  });

  it("loses nobody by one more holding", () => {
    fc.assert(
      fc.property(cases, holding, (given, more) => {
        const after = found({ ...given, holdings: [...given.holdings, more] });
        for (const [place, persons] of found(given).entries())
          expect(after[place]).toEqual(expect.arrayContaining([...persons]));
      }),
      { numRuns: 1000 },
    );
  });

  it("loses nobody by merging two accounts into one person", () => {
    const two = fc.tuple(fc.nat(principals - 1), fc.nat(principals - 1));
    fc.assert(
      fc.property(cases, two, (given, [one, other]) => {
        const [kept, merged] = [given.personOf[one]!, given.personOf[other]!];
        const renamed = (person: number) => (person === merged ? kept : person);
        const after = found({ ...given, personOf: given.personOf.map(renamed) });
        for (const [place, persons] of found(given).entries()) {
          expect(after[place]).toEqual(expect.arrayContaining(persons.map(renamed)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("does not depend on the order in which holdings come, nor on how often", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const again = [...given.holdings.toReversed(), ...given.holdings.slice(0, 7)];
        expect(found({ ...given, holdings: again })).toEqual(found(given));
      }),
      { numRuns: 1000 },
    );
  });

  it("finds the same people under other ids", () => {
    fc.assert(
      fc.property(cases, fc.shuffledSubarray(alone, { minLength: principals }), (given, names) => {
        const renamed: Case = {
          ...given,
          holdings: given.holdings.map(([point, principal]) => [point, names[principal]!]),
          personOf: alone,
        };
        const before = found({ ...given, personOf: alone });
        const after = before.map((persons) => persons.map((person) => names[person]!).sort((a, b) => a - b));
        expect(found(renamed)).toEqual(after);
      }),
      { numRuns: 1000 },
    );
  });

  it("gives principals as persons, where nobody says whose accounts they are", () => {
    const index = indexed({
      holdings: [
        [0, 4],
        [1, 4],
        [1, 5],
      ],
      personOf: alone,
    });
    const both = {
      atMost: 1,
      duties: [
        { heldBy: "any", points: [0] },
        { heldBy: "any", points: [1] },
      ],
    } as const;
    expect([...matcherOf(index).violatorsOf(both)].map(index.principals.idOf)).toEqual([idOf(4)]);
  });

  it.each([-1, 0.5, Number.NaN])("refuses a limit of %d", (atMost) => {
    expect(() => matcherOf(indexed({ holdings: [], personOf: alone })).violatorsOf({ duties: [], atMost })).toThrow(
      RangeError,
    );
  });

  it.each([6, -1, 1.5])("refuses the access point %d, which is none, where it could clear everybody", (point) => {
    const { violatorsOf, teamBelow } = matcherOf(indexed({ holdings: [], personOf: alone }));
    const duties = [{ heldBy: "any", points: [point] }] as const;
    expect(() => violatorsOf({ duties, atMost: 0 })).toThrow(RangeError);
    expect(() => teamBelow(2, duties)).toThrow(RangeError);
  });
});

describe("teamBelow", () => {
  it("finds as small a team as trying every group does, one that holds every duty", () => {
    const few = cases.map((given) => ({ ...given, personOf: given.personOf.map((person) => person % 7) }));
    fc.assert(
      fc.property(few, fc.array(duty, { maxLength: 5 }), fc.nat(5), (given, duties, people) => {
        const held = heldIn(given);
        const fewest = fewestTogether(held, duties);
        const team = matcherOf(indexed(given)).teamBelow(people, duties);
        expect(team?.length ?? null).toBe(fewest < people ? fewest : null);
        for (const duty of team === null ? [] : duties) {
          expect([...team!].some((person) => holdsDuty(held.get(person)!, duty))).toBe(true);
        }
        expect(team).toEqual(team === null ? null : new Uint32Array(new Set(team)).sort());
      }),
      { numRuns: 2000 },
    );
  });

  it("refuses more duties than it can share out", () => {
    const duties = Array.from({ length: 21 }, () => ({ heldBy: "any", points: [0] }) as const);
    expect(() => matcherOf(indexed({ holdings: [], personOf: alone })).teamBelow(2, duties)).toThrow(RangeError);
  });
});
