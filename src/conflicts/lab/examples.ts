import { scratchFor } from "../kernel/match.ts";
import { matchConflict } from "../matching.ts";
import { dutiesOf } from "../pack-problems.ts";
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
  const { when } = conflict;
  const people = Object.entries(given).filter(
    ([, held]) => when === null || isWithin(when, "holds" in held ? held : {}),
  );
  const holdersOf = (duty: string): Uint32Array =>
    Uint32Array.from(people.flatMap(([, held], number) => (dutiesOf(held).includes(duty) ? [number] : [])));
  const { holders, team } = matchConflict(conflict, holdersOf, scratchFor(people.length));
  return [...holders, ...team].flatMap((number) => people[number]?.[0] ?? []);
}

function namesOf(people: readonly string[]): string {
  return people.length === 0 ? "nobody" : people.join(", ");
}
