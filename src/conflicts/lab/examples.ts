import { scratchFor } from "../kernel/match.ts";
import { matchConflict } from "../matching.ts";
import { entityKey } from "../by-entity.ts";
import { heldIn } from "../pack-problems.ts";
import type { Pack, PackConflict, PackExample } from "../packs.ts";
import { isWithin } from "../scope.ts";

/** What came of an example: each thing that is not as it expects, none where all is. */
export type ExampleResult = { readonly example: PackExample; readonly failures: readonly string[] };

/** Judges the people of each example by the kernel that judges tenants, and compares who is caught with who is expected. */
export function runExamples({ conflicts, examples }: Pack): readonly ExampleResult[] {
  return examples.map((example) => ({
    example,
    failures: conflicts.flatMap((conflict) => {
      const expected = (example.expect[conflict.id] ?? []).toSorted();
      const found = caughtBy(conflict, example).toSorted();
      if (found.join("\n") === expected.join("\n")) return [];
      return [`${conflict.id}: expected ${namesOf(expected)}, found ${namesOf(found)}`];
    }),
  }));
}

function caughtBy(conflict: PackConflict, { given }: PackExample): readonly string[] {
  const { when, sameEntity } = conflict;
  const people = Object.entries(given)
    .filter(([, held]) => when === null || isWithin(when, "holds" in held ? held : {}))
    .map(([name, held]) => ({ name, held: heldIn(held).filter(({ duty }) => conflict.duties.includes(duty)) }));
  const entities = new Set(
    people.flatMap(({ held }) => held.flatMap(({ entity }) => (entity === null ? [] : entityKey(entity)))),
  );
  const caught = (isMeant: (entity: string) => boolean): readonly number[] => {
    const holdersOf = (duty: string): Uint32Array =>
      Uint32Array.from(
        people.flatMap(({ held }, number) =>
          held.some((one) => one.duty === duty && (one.entity === null || isMeant(one.entity))) ? [number] : [],
        ),
      );
    const { holders, team } = matchConflict(conflict, holdersOf, scratchFor(people.length));
    return [...holders, ...team];
  };
  const numbers =
    sameEntity && entities.size > 0
      ? [...entities].flatMap((key) => caught((entity) => entityKey(entity) === key))
      : caught(() => true);
  return [...new Set(numbers)].flatMap((number) => people[number]?.name ?? []);
}

function namesOf(people: readonly string[]): string {
  return people.length === 0 ? "nobody" : people.join(", ");
}
