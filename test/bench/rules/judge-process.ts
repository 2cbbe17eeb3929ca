import { rules } from "../../../rules/index.ts";
import { assessRule } from "../../../src/assess/assess-rule.ts";
import { factsOf } from "../../../src/assess/facts.ts";
import { judgeTenant } from "../../../src/assess/judge-tenant.ts";
import { noSettings } from "../../../src/assess/rule-set.ts";
import { valuesOf } from "../../../src/rule-kit/parameters.ts";
import { gatherLittleGarbage } from "../../../src/cli/gather-little-garbage.ts";
import { openSnapshot } from "../../../src/snapshot/reader.ts";
import type { Figure } from "../bench.ts";

/**
 * Judges a snapshot by every rule, and says what each took. What several rules share is made when the first of them asks for
 * it, and counts as that rule's.
 */
gatherLittleGarbage();
const [path = "", size = ""] = process.argv.slice(2);
const snapshot = await openSnapshot(path);
const asOf = new Date(snapshot.run.finishedAt);
const begun = performance.now();
const tenant = judgeTenant(snapshot, [], asOf);
print({ metric: "who holds what, and conflicts", size, value: secondsSince(begun), unit: "s", better: "lower" });

const facts = factsOf({
  ...tenant,
  snapshot,
  packs: [],
  sensitive: noSettings.sensitive,
  overrides: [],
  waivers: () => ({ waivers: [], unclearRules: new Set() }),
});
for (const rule of rules) {
  const started = performance.now();
  const parameters = valuesOf(rule.meta.parameters ?? {});
  const { outcome, findings } = assessRule(rule, facts, snapshot.coverage, { asOf, parameters });
  const metric = `${rule.meta.code} ${rule.meta.id}: ${outcome.outcome}, ${findings.length}`;
  print({ metric, size, value: secondsSince(started), unit: "s", better: "lower" });
}
print({ metric: "all rules together", size, value: secondsSince(begun), unit: "s", aim: "seconds", better: "lower" });
const peak = process.resourceUsage().maxRSS / 1024;
print({ metric: "peak memory of judging", size, value: peak, unit: "MB", better: "lower" });
snapshot.close();

function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}

function print(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
