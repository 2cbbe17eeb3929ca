import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type HolderIndexBuilder, holderIndexBuilder } from "../../../src/conflicts/kernel/holder-index.ts";
import { stopwatch } from "./engine.ts";
import { addGroups, addRows, readNumbers, writeLayouts } from "./layouts.ts";
import { sizes, worldOf } from "./world.ts";

/**
 * The same holdings in one SQLite file under several layouts, and what reading each into lists takes. Figures as JSON lines
 * on stdout; throws where a layout gives another number of holdings.
 */
const world = worldOf(sizes[process.argv[2] as keyof typeof sizes]);
const file = join(tmpdir(), `sodscan-bench-${process.pid}.sqlite`);
try {
  const written = new DatabaseSync(file);
  writeLayouts(written, world);
  written.close();
  const database = new DatabaseSync(file, { readOnly: true });
  report("rows, as objects", () => built((builder) => addRows(database, builder, false)));
  report("rows, as arrays", () => built((builder) => addRows(database, builder, true)));
  report("rows, joined by group", () => built((builder) => addGroups(database, builder)));
  report("numbers, a blob a column", () => readNumbers(database).numbers.length);
  database.close();
} finally {
  rmSync(file, { force: true });
}

function built(add: (builder: HolderIndexBuilder) => void): number {
  const builder = holderIndexBuilder();
  add(builder);
  return builder.build().holders.numbers.length;
}

function report(layout: string, read: () => number): void {
  const watch = stopwatch();
  const holdings = read();
  const { wall, cpu } = watch();
  if (holdings !== world.holders.numbers.length) throw new Error(`${layout} gives ${holdings} holdings`);
  for (const [value, unit] of [
    [wall, "ms"],
    [cpu, "ms of CPU"],
  ] as const) {
    const metric = `snapshot layout: ${layout}, read into lists`;
    process.stdout.write(`${JSON.stringify({ size: world.size.label, metric, value, unit, better: "lower" })}\n`);
  }
}
