import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

/** Breaks rules in small ways, one at a time, and counts of how many breakages their own tests say nothing. */
const asked = process.argv.slice(2);
const names = asked.length === 0 ? ["*"] : asked;
const rules = globSync(names.flatMap((name) => [`rules/*/${name}.ts`, `rules/${name}/*.ts`])).toSorted();
const unknown = asked.filter((name) => globSync([`rules/*/${name}.ts`, `rules/${name}/*.ts`]).length === 0);
if (unknown.length > 0) {
  process.stderr.write(
    `There is no rule and no section called ${unknown.join(" or ")}: give ids, such as dual-holder.\n`,
  );
  process.exitCode = 2;
} else {
  const tests = rules.map((rule) => `test/${rule.replace(/\.ts$/u, ".test.ts")}`);
  const args = ["run", "--mutate", rules.join(","), "--testFiles", tests.join(",")];
  process.exitCode = spawnSync("stryker", args, { stdio: "inherit" }).status ?? 1;
}
