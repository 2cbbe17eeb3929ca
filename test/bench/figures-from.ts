import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Figure } from "./bench.ts";

/** The figures that a process of its own prints, a JSON line each. Throws where it fails. */
export async function* figuresFrom(file: string, args: readonly string[]): AsyncGenerator<Figure> {
  const script = join(import.meta.dirname, file);
  const child = spawn(process.execPath, ["--max-old-space-size=16000", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Figure;
  const code = await ended;
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}`);
}
