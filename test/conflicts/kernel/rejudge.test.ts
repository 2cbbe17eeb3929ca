import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rejudgeOf } from "../../../src/conflicts/kernel/rejudge.ts";
import { heldIn, violates } from "./brute-force.ts";
import { cases, indexed, points, principals } from "./cases.ts";

const change = fc.record({
  kind: fc.constantFrom("add", "remove"),
  principal: fc.nat(principals - 1),
  accessPoint: fc.nat(points - 1),
});

describe("whatIf and rejudge", () => {
  it("say after any changes what judging everything again would say", () => {
    fc.assert(
      fc.property(cases, fc.array(change, { maxLength: 40, size: "max" }), (given, changes) => {
        const held = heldIn(given);
        const { whatIf, rejudge } = rejudgeOf(indexed(given), given.conflicts);
        for (const { kind, principal, accessPoint } of changes) {
          const person = given.personOf[principal]!;
          const mine = held.get(person)!;
          const violated = () => given.conflicts.map((conflict) => violates(mine, conflict));
          const before = violated();
          const had = mine.has(accessPoint);
          mine.add(accessPoint);
          const withIt = violated();
          if (!had) mine.delete(accessPoint);
          expect(whatIf(person, accessPoint)).toEqual(
            given.conflicts.flatMap((_, at) => (withIt[at] && !before[at] ? [at] : [])),
          );

          if (kind === "add") mine.add(accessPoint);
          else mine.delete(accessPoint);
          const after = violated();
          const changed = given.conflicts.flatMap((_, at) => (after[at] === before[at] ? [] : [at]));
          expect(rejudge({ kind, person, accessPoint })).toEqual(changed);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("refuse a person and an access point that are none", () => {
    const personOf = Array.from({ length: principals }, () => 0);
    const { whatIf, rejudge } = rejudgeOf(indexed({ holdings: [], personOf }), []);
    for (const [person, accessPoint] of [
      [1, 0],
      [-1, 0],
      [0, points],
      [0, -1],
      [0.5, 0],
    ] as const) {
      expect(() => whatIf(person, accessPoint)).toThrow(RangeError);
      expect(() => rejudge({ kind: "add", person, accessPoint })).toThrow(RangeError);
    }
  });
});
