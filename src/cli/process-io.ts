import { setTimeout as sleep } from "node:timers/promises";
import type { Io } from "./io.ts";

/** The process as commands see it: results on stdout, progress on stderr, `NO_COLOR` honoured. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  return {
    print: (text) => void stdout.write(`${text}\n`),
    tell: (text) => void stderr.write(`${text}\n`),
    environment: env,
    colour: stdout.isTTY && (env["NO_COLOR"] ?? "") === "",
    columns: stdout.isTTY ? stdout.columns : 100,
    now: () => new Date(),
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
    random: Math.random,
    interrupted: interruption(),
  };
}

/** The first Ctrl+C asks; the second is the system's and ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  return controller.signal;
}
