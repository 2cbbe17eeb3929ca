import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "../bench.ts";
import type { Answer } from "./engine.ts";
import { stopwatch } from "./engine.ts";
import { type ConflictPoints, filesIn, writeConflicts, writeCsv, writeDuckdb } from "./world-files.ts";
import { idsOf } from "./world-ids.ts";
import { writeSnapshot } from "./world-snapshot.ts";
import { sizes, type World, worldOf } from "./world.ts";

/**
 * From a file to who violates what, a whole process each, side by side and in turns: our snapshot, DuckDB's own file, and CSV
 * files of GUIDs. `--keep <folder>` leaves the files there, or takes those that are there. Figures as JSON lines on stdout.
 */
const [name = "", , kept] = process.argv.slice(2);
const size = sizes[name as keyof typeof sizes];
const rounds = { S: 7, M: 5, L: 3 }[name as keyof typeof sizes];
const folder = kept ?? mkdtempSync(join(tmpdir(), "sodscan-bench-"));
const files = filesIn(folder);
const tell = (line: string): void => void process.stderr.write(`${name} ${line}\n`);
const report = (figure: Omit<Figure, "size">): void => {
  process.stdout.write(`${JSON.stringify({ size: size.label, ...figure })}\n`);
};

const titles: Readonly<Record<string, string>> = {
  product: "our snapshot, judged for conflicts as `assess` does",
  lists: "our snapshot, lists and kernel only",
  "duckdb-file": "DuckDB, its own file",
  "duckdb-csv": "DuckDB, CSV",
  "script-csv": "script of maps and sets, CSV",
};

/** What each must take at least, as often as ours does. */
const aims: Readonly<Record<string, readonly [wall: string, peak: string]>> = {
  "duckdb-file": ["> 1", ">= 8"],
  "duckdb-csv": [">= 2", ">= 8"],
  "script-csv": [">= 4.5", ">= 8"],
};

try {
  if (statSync(files.duckdb, { throwIfNoEntry: false }) === undefined) await writeFiles(worldOf(size));
  await compare();
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

async function writeFiles(world: World): Promise<void> {
  const ids = idsOf(size);
  tell("writes the snapshot");
  const watch = stopwatch();
  writeSnapshot(files.snapshot, world, ids);
  report({
    metric: "file: snapshot written, a holding",
    value: (watch().cpu * 1000) / size.holdings,
    unit: "us of CPU",
    better: "lower",
  });
  writeConflicts(files.conflicts, world, ids);
  tell("writes the others' files");
  writeCsv(files.csv, world, ids);
  const conflicts = JSON.parse(readFileSync(files.conflicts, "utf8")) as ConflictPoints;
  if (!(await writeDuckdb(files.duckdb, files.csv, conflicts)))
    tell("DuckDB is not installed: its figures are left out");
}

type Run = { readonly answer: Answer; readonly wall: number; readonly cpu: number; readonly peak: number };

async function compare(): Promise<void> {
  for (const [what, path] of [
    ["snapshot", files.snapshot],
    ["DuckDB's file", files.duckdb],
    ["CSV file", files.csv],
  ] as const) {
    const bytes = statSync(path, { throwIfNoEntry: false })?.size;
    if (bytes !== undefined)
      report({ metric: `file: size of the ${what}`, value: bytes / 2 ** 20, unit: "MiB", better: "lower" });
  }
  const hasDuckdb = statSync(files.duckdb, { throwIfNoEntry: false }) !== undefined;
  const contenders = ["product", "lists", ...(hasDuckdb ? ["duckdb-file", "duckdb-csv"] : []), "script-csv"];
  const runs = new Map<string, Run[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      const one = await run(contender);
      const agreed = runs.get("product")![0] ?? one;
      if (JSON.stringify(one.answer) !== JSON.stringify(agreed.answer))
        throw new Error(`${contender} found ${JSON.stringify(one.answer)}, not ${JSON.stringify(agreed.answer)}`);
      runs.get(contender)!.push(one);
      tell(
        `${contender}: ${Math.round(one.wall)} ms, CPU ${Math.round(one.cpu)} ms, ${Math.round(one.peak / 2 ** 20)} MiB`,
      );
    }
  }
  figures(runs);
}

function run(contender: string): Promise<Run> {
  const script = join(import.meta.dirname, "contender-process.ts");
  const start = performance.now();
  const heap = contender === "script-csv" ? ["--max-old-space-size=16000"] : [];
  const child = spawn(process.execPath, [...heap, script, contender, folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  let told = "";
  child.stdout.on("data", (text) => (told += String(text)));
  return new Promise((resolve, reject) => {
    child.once("close", (code) => {
      const wall = performance.now() - start;
      if (code === 0) resolve({ ...(JSON.parse(told) as Omit<Run, "wall">), wall });
      else reject(new Error(`${contender} ended with ${code}`));
    });
  });
}

function figures(runs: ReadonlyMap<string, readonly Run[]>): void {
  const of = (contender: string, what: "wall" | "cpu" | "peak"): number =>
    median((runs.get(contender) ?? []).map((one) => one[what]));
  const most = 64 * 2 ** 20 + 4 * size.holdings + 128 * size.people;
  for (const contender of runs.keys()) {
    const metric = `file to answer: ${titles[contender]}`;
    const isOurs = contender === "product" || contender === "lists";
    report({ metric, value: of(contender, "wall"), unit: "ms", better: "lower" });
    report({ metric, value: of(contender, "cpu"), unit: "ms of CPU", better: "lower" });
    const aim = isOurs ? { aim: `<= ${Math.round(most / 2 ** 20)}` } : {};
    report({
      metric: `${metric}, highest memory`,
      value: of(contender, "peak") / 2 ** 20,
      unit: "MiB",
      ...aim,
      better: "lower",
    });
  }
  for (const ours of ["product", "lists"]) {
    for (const contender of runs.keys()) {
      const aim = aims[contender];
      if (aim === undefined) continue;
      const metric = `${titles[ours]}, against ${titles[contender]}`;
      for (const [what, unit, wanted] of [
        ["wall", "x", aim[0]],
        ["cpu", "x by CPU", null],
        ["peak", "x of memory", aim[1]],
      ] as const) {
        const value = of(contender, what) / of(ours, what);
        report({ metric, value, unit, ...(wanted === null ? {} : { aim: wanted }), better: "higher" });
      }
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
