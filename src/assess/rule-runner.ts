import { valuesOf } from "../rule-kit/parameters.ts";
import type { Rule } from "../rule-kit/rule.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type AssessedRule, assessRule } from "./assess-rule.ts";
import { factsOf } from "./facts.ts";
import type { FactSources } from "./facts/sources.ts";
import type { JudgedTenant } from "./judge-tenant.ts";
import { type RuleSet, wholeRuleSet } from "./rule-set.ts";

/** Runs rules of the set one by one, on facts that each of them may share with the others. */
export function ruleRunner(
  tenant: JudgedTenant,
  snapshot: Snapshot,
  ruleSet: RuleSet,
  asOf: Date,
  waivers: FactSources["waivers"],
): (rule: Rule) => AssessedRule {
  const { packs, settings } = wholeRuleSet(ruleSet);
  const { sensitive, overrides = [] } = settings;
  const facts = factsOf({ ...tenant, snapshot, packs, sensitive, overrides, waivers });
  return (rule) => {
    const parameters = valuesOf(rule.meta.parameters ?? {}, settings.parameters[rule.meta.id]);
    return assessRule(rule, facts, snapshot.coverage, { asOf, parameters });
  };
}
