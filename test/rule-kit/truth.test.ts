import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { all, not, some, type Truth } from "../../src/rule-kit/truth.ts";

const truths = fc.array(fc.constantFrom<Truth>(true, false, null), { maxLength: 4 });

/** Every way in which what is not known may turn out. */
function worlds(known: readonly Truth[]): readonly (readonly boolean[])[] {
  return known.reduce<readonly (readonly boolean[])[]>(
    (so, truth) => so.flatMap((world) => (truth === null ? [true, false] : [truth]).map((each) => [...world, each])),
    [[]],
  );
}

/** What holds in every world, or null where it differs. */
function certain(answers: readonly boolean[]): Truth {
  return answers.every((answer) => answer === answers[0]) ? (answers[0] ?? null) : null;
}

describe("truth", () => {
  it("tells what holds however the unknown turns out", () => {
    fc.assert(
      fc.property(truths, (known) => {
        expect(all(...known)).toBe(certain(worlds(known).map((world) => world.every(Boolean))));
        expect(some(...known)).toBe(certain(worlds(known).map((world) => world.some(Boolean))));
      }),
    );
  });

  it("leaves what is not known unknown when it is turned round", () => {
    expect([true, false, null].map(not)).toEqual([false, true, null]);
  });
});
