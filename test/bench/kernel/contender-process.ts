import { gatherLittleGarbage } from "../../../src/cli/gather-little-garbage.ts";
import type { Contender } from "./contenders/contender.ts";
import { sumUp } from "./engine.ts";
import { filesIn } from "./world-files.ts";
import { personIn } from "./world-ids.ts";

/** Each is loaded alone, so that no process pays for another's modules. */
const contenders: Readonly<Record<string, () => Promise<{ readonly answer: Contender }>>> = {
  product: () => import("./contenders/product.ts"),
  lists: () => import("./contenders/lists.ts"),
  "duckdb-file": () => import("./contenders/duckdb-file.ts"),
  "duckdb-csv": () => import("./contenders/duckdb-csv.ts"),
  "script-csv": () => import("./contenders/script-csv.ts"),
};

/** `node contender-process.ts <contender> <folder>` answers once, and tells what it found and what the whole process took. */
const [name = "", folder = ""] = process.argv.slice(2);
if (name === "product" || name === "lists") gatherLittleGarbage();
const { answer } = await contenders[name]!();
const found = await answer(filesIn(folder));
const counted = sumUp(Array.from(found, ([conflict, person]) => [conflict, personIn(person)] as const));
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({ answer: counted, cpu: (user + system) / 1000, peak: process.resourceUsage().maxRSS * 1024 }),
);
