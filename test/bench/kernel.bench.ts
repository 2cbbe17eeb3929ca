import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Bench, Figure } from "./bench.ts";

/** Who violates what: the kernel beside SQL engines, a script and a plain read of the same lists; then loading. */
export const bench: Bench = {
  name: "kernel",
  async *run({ quick, tell }) {
    for (const size of quick ? ["S"] : ["S", "M", "L"]) {
      tell(`asks at size ${size}`);
      yield* figuresOf("query-process.ts", size);
      tell(`loads at size ${size}`);
      yield* figuresOf("load-process.ts", size);
    }
    tell("reads snapshot layouts");
    yield* figuresOf("layout-process.ts", quick ? "S" : "M");
  },
};

/** The figures that a process of its own prints, a JSON line each. Throws where it fails. */
async function* figuresOf(file: string, size: string): AsyncGenerator<Figure> {
  const script = join(import.meta.dirname, "kernel", file);
  const child = spawn(process.execPath, ["--max-old-space-size=16000", script, size], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Figure;
  const code = await ended;
  if (code !== 0) throw new Error(`${file} ${size} ended with ${code}`);
}
