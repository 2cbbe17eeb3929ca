import type { NumberedConflict } from "../../../src/conflicts/kernel/numbered-conflict.ts";

/** What an engine found, in figures that are equal only where the answers are: how many, and a sum over who and what. */
export type Answer = { readonly violations: number; readonly sum: number };

/** One way to the same answer; `run` is what is timed. Null is no answer, of what is timed for comparison only. */
export type Engine = { readonly name: string; readonly run: () => Promise<Answer> | Answer | null };

/** The points of a conflict whose duties have one each. */
export function pointsOf({ duties }: NumberedConflict): readonly number[] {
  return duties.flatMap(({ points }) => points);
}

export function sumUp(found: Iterable<readonly [conflict: number, person: number]>): Answer {
  let violations = 0;
  let sum = 0;
  for (const [conflict, person] of found) {
    violations += 1;
    sum += (conflict + 1) * (person + 1);
  }
  return { violations, sum };
}

/** Milliseconds by the clock, and of all cores: on a machine that others use, only the second is a measure of the work. */
export type Times = { readonly wall: number[]; readonly cpu: number[] };

/** Times the engines by turns, so that whatever slows the machine slows all; throws where their answers differ. */
export async function timed(engines: readonly Engine[], rounds: number): Promise<ReadonlyMap<string, Times>> {
  const times = new Map<string, Times>(engines.map(({ name }) => [name, { wall: [], cpu: [] }]));
  let agreed: string | undefined;
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of engines) {
      const watch = stopwatch();
      const answer = await run();
      const { wall, cpu } = watch();
      times.get(name)!.wall.push(wall);
      times.get(name)!.cpu.push(cpu);
      if (answer === null) continue;
      agreed ??= JSON.stringify(answer);
      if (JSON.stringify(answer) !== agreed) throw new Error(`${name} found ${JSON.stringify(answer)}, not ${agreed}`);
    }
  }
  return times;
}

/** Starts; the function it gives tells the milliseconds since. */
export function stopwatch(): () => { readonly wall: number; readonly cpu: number } {
  const start = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { wall: performance.now() - start, cpu: (user + system) / 1000 };
  };
}

/** The median of all but the first, which warms up. */
export function warm(times: readonly number[]): number {
  const sorted = times.slice(1).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
