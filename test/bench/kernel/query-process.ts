import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "../bench.ts";
import { changeFigures } from "./change-figures.ts";
import { type Engine, stopwatch, timed, warm } from "./engine.ts";
import { duckdbEngines, sqliteEngines } from "./sql-engines.ts";
import { kernelEngine, plainRead, scriptEngines } from "./typed-engines.ts";
import { sizes, type World, worldOf } from "./world.ts";

/** One size in a process of its own, so that its first query is a cold one; figures as JSON lines on stdout. */
const name = process.argv[2] as keyof typeof sizes;
const world = worldOf(sizes[name]);
const isLarge = name === "L";
const rounds = { S: 25, M: 7, L: 4 }[name];
/** At the middle and at the large size. */
const aims: Readonly<Record<string, readonly [string, string]>> = {
  "two duties: plain read of the same lists": ["<= 3", "<= 3"],
  "two duties: DuckDB, as written": [">= 25", ">= 50"],
  "two duties: DuckDB, smaller side first": [">= 15", ">= 12"],
  "two duties: SQLite, smaller side first": [">= 15", ">= 12"],
  "two duties: script, smaller side first": [">= 13", ">= 13"],
  "four duties, at most two: DuckDB, GROUP BY": [">= 30", ">= 30"],
};
const tell = (line: string): void => void process.stderr.write(`${name} ${line}\n`);
const report = (figure: Omit<Figure, "size">): void => {
  process.stdout.write(`${JSON.stringify({ size: world.size.label, ...figure })}\n`);
};
if (isLarge) tell("leaves out what SQLite and scripts take as written: their best is slow enough");

await measure(world);

async function measure({ pairs, fours }: World): Promise<void> {
  const kernel = kernelEngine(world, pairs);
  const kernelOfFours = kernelEngine(world, fours);
  await cold("two duties", kernel);
  await cold("four duties, at most two", kernelOfFours);

  tell("fills the databases");
  const csv = join(tmpdir(), `sodscan-bench-${process.pid}.csv`);
  const duckdb = await duckdbEngines(world, csv).finally(() => rmSync(csv, { force: true }));
  if (duckdb === null)
    tell("DuckDB is not installed (npm install --no-save @duckdb/node-api): its figures are left out");
  const sqlite = sqliteEngines(world);
  tell("asks");
  const best = (engines: readonly Engine[]): readonly Engine[] => (isLarge ? engines.slice(-1) : engines);
  const scripts = best(scriptEngines(world, pairs));
  const others = [...(duckdb?.pairs ?? []), ...best(sqlite.pairs), ...scripts];
  await compare("two duties", [kernel, plainRead(world, pairs), ...others]);
  await compare("four duties, at most two", [
    kernelOfFours,
    plainRead(world, fours),
    ...(duckdb?.fours ?? []),
    ...(isLarge ? [] : sqlite.fours),
  ]);
  duckdb?.close();
  sqlite.close();
  for (const figure of changeFigures(world)) report(figure);
}

async function cold(question: string, { run }: Engine): Promise<void> {
  const watch = stopwatch();
  await run();
  const { wall, cpu } = watch();
  const metric = `${question}: kernel, first time in the process`;
  report({ metric, value: wall, unit: "ms", better: "lower" });
  report({ metric, value: cpu, unit: "ms of CPU", better: "lower" });
}

async function compare(question: string, engines: readonly Engine[]): Promise<void> {
  const times = await timed(engines, rounds);
  const ours = times.get("kernel")!;
  for (const [name, { wall, cpu }] of times) {
    const metric = `${question}: ${name}`;
    report({ metric, value: warm(wall), unit: "ms", better: "lower" });
    report({ metric, value: warm(cpu), unit: "ms of CPU", better: "lower" });
    if (name === "kernel") continue;
    const better = name.startsWith("plain") ? "lower" : "higher";
    const ratio = (all: readonly number[], own: readonly number[]): number =>
      better === "lower" ? warm(own) / warm(all) : warm(all) / warm(own);
    const aim = aims[metric]?.[isLarge ? 1 : 0];
    const against = `${question}: kernel against ${name}`;
    report({
      metric: against,
      value: ratio(wall, ours.wall),
      unit: "x",
      ...(aim === undefined ? {} : { aim }),
      better,
    });
    report({ metric: `${against}, by CPU`, value: ratio(cpu, ours.cpu), unit: "x", better });
  }
}
