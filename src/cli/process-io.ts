import { setTimeout as sleep } from "node:timers/promises";
import type { Io } from "./io.ts";
import { openScreen } from "./screen.ts";

/** The process as commands see it: results on stdout, progress on stderr, `NO_COLOR` honoured; progress has no colours. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  const screen = stderr.isTTY && env["TERM"] !== "dumb" ? openScreen(stderr) : null;
  return {
    print: (text) => void stdout.write(`${text}\n`),
    tell: screen?.tell ?? ((text) => void stderr.write(`${text}\n`)),
    screen,
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
