import type { EvidenceRef } from "../domain/evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { evidenceOf } from "./evidence-of.ts";
import { judgeTenant } from "./judge-tenant.ts";
import { ruleRunner } from "./rule-runner.ts";
import type { RuleSet } from "./rule-set.ts";

/**
 * What findings rest on, rule by rule, so that no findings are held. What is found of waivers rests on what they waive;
 * nothing where there are no rules to find by.
 */
export function* evidenceBehind(snapshot: Snapshot, ruleSet: RuleSet): Generator<EvidenceRef> {
  if (ruleSet.rules.length === 0) return;
  const asOf = new Date(snapshot.run.finishedAt);
  const tenant = judgeTenant(snapshot, ruleSet.packs, asOf, ruleSet.settings?.persons);
  const run = ruleRunner(tenant, snapshot, ruleSet, asOf, () => ({ waivers: [], unclearRules: new Set() }));
  for (const rule of ruleSet.rules) for (const finding of run(rule).findings) yield* evidenceOf(finding);
}
