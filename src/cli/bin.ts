#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(`sodscan needs Node.js 24.11 or later; this is ${process.versions.node}.\n`);
  process.exit(2);
}
const { gatherLittleGarbage } = await import("./gather-little-garbage.ts");
gatherLittleGarbage();
const { run } = await import("./main.ts");
const { processIo } = await import("./process-io.ts");
process.exitCode = await run(process.argv.slice(2), processIo());
