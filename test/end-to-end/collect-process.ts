import { run } from "../../src/cli/main.ts";
import { processIo } from "../../src/cli/process-io.ts";

/** The command line in a process of its own, begun at the moment that its first argument names. */
const [moment = "", ...args] = process.argv.slice(2);
process.exitCode = await run(args, {
  ...processIo(),
  now: () => new Date(Date.parse(moment) + performance.now()),
});
