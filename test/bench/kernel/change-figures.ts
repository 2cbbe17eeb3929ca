import { idTable } from "../../../src/snapshot/ids/id-table.ts";
import { type Change, type Rejudge, rejudgeOf } from "../../../src/conflicts/kernel/rejudge.ts";
import type { Figure } from "../bench.ts";
import { pointsOf, stopwatch } from "./engine.ts";
import { randomNumbers, type World } from "./world.ts";

const tries = 200_000;

/** What single changes cost: each what-if by the clock, re-judging as a mean over many. */
export function* changeFigures({ size, holders, pairs }: World): Generator<Omit<Figure, "size">> {
  const watch = stopwatch();
  const index = { accessPoints: idTable(), principals: idTable(), persons: size.people, holders };
  const rejudge = rejudgeOf(index, pairs);
  yield { metric: "changes: lists of each person made", value: watch().cpu, unit: "ms of CPU", better: "lower" };

  const random = randomNumbers(0xc4a6e);
  const named = [...new Set(pairs.flatMap(pointsOf))];
  const changes = Array.from({ length: 4 * tries }, (_, at): Change => {
    const accessPoint = named[Math.floor(random() * named.length)]!;
    return { kind: at % 2 === 0 ? "add" : "remove", person: Math.floor(random() * size.people), accessPoint };
  });
  askAll(rejudge, changes.slice(0, tries));
  const micros = askAll(rejudge, changes.slice(tries, 2 * tries)).sort();
  const at = (share: number): number => micros[Math.floor(share * tries)]!;
  yield { metric: "what-if: median, the clock's own time in it", value: at(0.5), unit: "us", better: "lower" };
  yield { metric: "what-if: 99 of 100 within", value: at(0.99), unit: "us", aim: "<= 1", better: "lower" };

  changeAll(rejudge, changes.slice(2 * tries, 3 * tries));
  const began = stopwatch();
  changeAll(rejudge, changes.slice(3 * tries));
  const value = (began().cpu * 1000) / tries;
  yield { metric: "re-judging: mean of a change", value, unit: "us of CPU", aim: "<= 0.2", better: "lower" };
}

function askAll({ whatIf }: Rejudge, changes: readonly Change[]): Float64Array {
  const micros = new Float64Array(changes.length);
  for (const [at, { person, accessPoint }] of changes.entries()) {
    const start = performance.now();
    whatIf(person, accessPoint);
    micros[at] = (performance.now() - start) * 1000;
  }
  return micros;
}

function changeAll({ rejudge }: Rejudge, changes: readonly Change[]): void {
  for (const change of changes) rejudge(change);
}
