import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

/** Runs the layer rules, and fails where fewer modules were read than there are: an empty run is no pass. */
const modules = globSync(["src/**/*.ts", "rules/**/*.ts", "reports/**/*.ts"]).length;
const { stdout, status } = spawnSync("depcruise", ["--config", ".dependency-cruiser.mjs", "src", "rules", "reports"], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
const read = Number(/\((\d+) modules/u.exec(stdout)?.[1] ?? 0);
process.stdout.write(stdout);
if (status !== 0) process.exitCode = 1;
if (read < modules) {
  process.stderr.write(`${modules} modules are there and ${read} were read: the layers were not checked.\n`);
  process.exitCode = 1;
}
