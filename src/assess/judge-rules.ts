import type { Finding, RuleOutcome } from "../domain/assessment.ts";
import type { Severity } from "../domain/severity.ts";
import { type LongestWaiver, longestWaiver } from "../rule-kit/longest-waiver.ts";
import type { Rule } from "../rule-kit/rule.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { JudgedTenant } from "./judge-tenant.ts";
import { ruleRunner } from "./rule-runner.ts";
import { type RuleSet, wholeRuleSet } from "./rule-set.ts";
import { waive, type Waived } from "./waivers/waive.ts";

export type JudgedRules = { readonly outcomes: readonly RuleOutcome[]; readonly findings: readonly Finding[] };

/** Runs every rule, those about waivers last, because waivers are held against what the others found. */
export function judgeRules(tenant: JudgedTenant, snapshot: Snapshot, ruleSet: RuleSet, asOf: Date): JudgedRules {
  const { rules, waivers } = wholeRuleSet(ruleSet);
  let waived: Waived = { findings: [], waivers: [] };
  let unclearRules: ReadonlySet<string> = new Set();
  const run = ruleRunner(tenant, snapshot, ruleSet, asOf, () => ({ waivers: waived.waivers, unclearRules }));

  const first = new Map(rules.filter((rule) => !isAboutWaivers(rule)).map((rule) => [rule, run(rule)]));
  const found = [...first.values()].flatMap(({ findings }) => findings);
  unclearRules = new Set([...first.values()].flatMap(({ outcome }) => unclear(outcome)));
  waived = waive(found, waivers, { asOf, longest: longestOf(ruleSet) });

  const judged = rules.map((rule) => first.get(rule) ?? run(rule));
  const last = rules.filter(isAboutWaivers).flatMap((rule) => judged[rules.indexOf(rule)]?.findings ?? []);
  return { outcomes: judged.map(({ outcome }) => outcome), findings: [...waived.findings, ...last] };
}

function isAboutWaivers({ meta }: Rule): boolean {
  return meta.needs.includes("waivers");
}

/** By id and code, because a waiver may name its rule by either. */
function unclear({ rule, code, outcome, reason }: RuleOutcome): readonly string[] {
  const isWhole =
    outcome === "satisfied" || outcome === "not-applicable" || (outcome === "violated" && reason === undefined);
  return isWhole ? [] : [rule, code];
}

/** How long findings may be waived: what the configuration sets for the rule about waivers, else what holds for anybody. */
function longestOf(ruleSet: RuleSet): LongestWaiver {
  const { settings, rules } = wholeRuleSet(ruleSet);
  const set = settings.parameters[rules.find(isAboutWaivers)?.meta.id ?? ""] ?? {};
  const of = (severity: Severity): string => {
    const value = set[severity];
    return typeof value === "string" ? value : longestWaiver[severity];
  };
  return { critical: of("critical"), high: of("high"), medium: of("medium"), low: of("low") };
}
