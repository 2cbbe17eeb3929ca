import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { painter, terminalTable } from "../../src/report-kit/terminal.ts";
import type { Bench, Figure } from "./bench.ts";

/** `npm run bench -- <name> [--quick] [--json]`: figures on stdout, progress on stderr. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});
const [name = ""] = positionals;
const names = readdirSync(import.meta.dirname).flatMap((file) => /^(?<name>.+)\.bench\.ts$/u.exec(file)?.[1] ?? []);
if (positionals.length === 1 && names.includes(name)) await runBench(name);
else {
  process.stderr.write(`npm run bench -- <${names.join(" | ")}> [--quick] [--json]\n`);
  process.exitCode = 2;
}

async function runBench(wanted: string): Promise<void> {
  const { bench } = (await import(`./${wanted}.bench.ts`)) as { readonly bench: Bench };
  const figures: Figure[] = [];
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  for await (const figure of bench.run({ quick: values.quick, tell })) {
    if (values.json) process.stdout.write(`${jsonLine(bench, figure)}\n`);
    figures.push(figure);
  }
  if (!values.json) process.stdout.write(`${table(figures).join("\n")}\n`);
}

function jsonLine({ name }: Bench, { size, metric, value, unit, aim, better }: Figure): string {
  return JSON.stringify({ bench: name, size, metric, value, unit, aim: aim ?? null, better });
}

function table(figures: readonly Figure[]): readonly string[] {
  const columns = [
    { header: "metric", width: 58 },
    { header: "size", width: 30 },
    { header: "value", width: 14, align: "right" },
    { header: "unit", width: 12 },
    { header: "aim", width: 12 },
    { header: "better", width: 8 },
  ] as const;
  const rows = figures.map(({ metric, size, value, unit, aim = "", better }) => [
    metric,
    size,
    value.toLocaleString("en-US", { maximumSignificantDigits: 4 }),
    unit,
    aim,
    better,
  ]);
  return terminalTable({ columns, rows, format: () => undefined }, painter(false));
}
