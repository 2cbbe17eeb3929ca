import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Packs the project, installs it into an empty folder as a user would, and runs the demo from there. */
const folder = mkdtempSync(join(tmpdir(), "sodscan-package-"));
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  const packed =
    run("npm", ["pack", "--silent", "--pack-destination", folder], process.cwd()).trim().split("\n").at(-1) ?? "";
  run("publint", ["--strict", join(folder, packed)], process.cwd());
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  run("npm", ["install", "--silent", "--no-audit", "--no-fund", "--omit=dev", `./${packed}`], folder);
  const told = run(join(folder, "node_modules", ".bin", "sodscan"), ["demo"], folder);
  if (!told.includes("Before: 11 people could raise and approve the same payment, and 2 more by two accounts."))
    throw new Error(told);
  process.stdout.write(`${packed} installs into an empty folder and its demo tells the whole story\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
