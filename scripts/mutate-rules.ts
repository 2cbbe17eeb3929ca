import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

/** Breaks rules in small ways, one at a time, and tells which breakages their own tests let pass. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => rulesCalled(name).length === 0);
if (unknown.length > 0) {
  process.stderr.write(`There is no rule or section called ${unknown.join(" or ")}: give ids, such as dual-holder.\n`);
  process.exitCode = 2;
} else {
  const rules = asked.length === 0 ? globSync("rules/*/*.ts") : asked.flatMap(rulesCalled);
  const tests = rules.map((rule) => `test/${rule.replace(/\.ts$/u, ".test.ts")}`);
  const args = ["run", "--mutate", rules.join(","), "--testFiles", tests.join(",")];
  process.exitCode = spawnSync("stryker", args, { stdio: "inherit" }).status ?? 1;
}

function rulesCalled(name: string): readonly string[] {
  return globSync([`rules/*/${name}.ts`, `rules/${name}/*.ts`]);
}
