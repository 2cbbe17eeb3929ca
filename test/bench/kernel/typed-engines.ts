import { matcherOf } from "../../../src/conflicts/kernel/matcher.ts";
import { idTable } from "../../../src/snapshot/ids/id-table.ts";
import type { NumberedConflict } from "../../../src/conflicts/kernel/numbered-conflict.ts";
import { listOf } from "../../../src/conflicts/kernel/posting-lists.ts";
import { type Answer, type Engine, pointsOf, sumUp } from "./engine.ts";
import type { World } from "./world.ts";

export function kernelEngine({ holders, size }: World, conflicts: readonly NumberedConflict[]): Engine {
  const index = { accessPoints: idTable(), principals: idTable(), persons: size.people, holders };
  const { violatorsOf } = matcherOf(index);
  return { name: "kernel", run: () => answerOf(conflicts, violatorsOf) };
}

function answerOf(
  conflicts: readonly NumberedConflict[],
  violatorsOf: (conflict: NumberedConflict) => Uint32Array,
): Answer {
  let violations = 0;
  let sum = 0;
  for (const [at, conflict] of conflicts.entries()) {
    const persons = violatorsOf(conflict);
    violations += persons.length;
    for (let i = 0; i < persons.length; i += 1) sum += (at + 1) * (persons[i]! + 1);
  }
  return { violations, sum };
}

/** One plain read of every list that every conflict names: no engine that looks at each number can be faster. */
export function plainRead({ holders }: World, conflicts: readonly NumberedConflict[]): Engine {
  const run = () => {
    let sum = 0;
    for (const point of conflicts.flatMap(pointsOf)) sum = (sum + sumOf(listOf(holders, point))) | 0;
    return sum === 0.5 ? { violations: 0, sum } : null;
  };
  return { name: "plain read of the same lists", run };
}

function sumOf(list: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < list.length; i += 1) sum = (sum + list[i]!) | 0;
  return sum;
}

/** What a script does: a Set of ids for each access point, and the smaller side looked up in the larger. */
export function scriptEngines({ holders, size }: World, conflicts: readonly NumberedConflict[]): readonly Engine[] {
  const ids = Array.from({ length: size.people }, (_, person) => `person ${person}`);
  const named = new Set(conflicts.flatMap(pointsOf));
  const sets = new Map<string, Set<string>>();
  for (const point of named) {
    sets.set(`point ${point}`, new Set(Array.from(listOf(holders, point), (person) => ids[person]!)));
  }
  const sidesOf = (conflict: NumberedConflict) => pointsOf(conflict).map((point) => sets.get(`point ${point}`)!);
  const common = (a: Set<string>, b: Set<string>) => [...a].filter((id) => b.has(id));
  const answer = (sides: (conflict: NumberedConflict) => readonly Set<string>[]): Answer =>
    sumUp(
      conflicts.flatMap((conflict, at) => {
        const [a, b] = sides(conflict);
        return common(a!, b!).map((id) => [at, Number(id.slice(7))] as const);
      }),
    );
  return [
    { name: "script, as written", run: () => answer(sidesOf) },
    {
      name: "script, smaller side first",
      run: () => answer((conflict) => [...sidesOf(conflict)].sort((a, b) => a.size - b.size)),
    },
  ];
}
