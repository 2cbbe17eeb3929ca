import { rules } from "../../rules/index.ts";
import { type AccessModel, accessModelOf, type HeldPoint } from "../../src/access/access-model.ts";
import { assess, type Judgement } from "../../src/assess/assess.ts";
import type { Pack } from "../../src/conflicts/packs.ts";
import type { AssessedConflict, Finding, RuleOutcome } from "../../src/domain/assessment.ts";
import type { ParameterSettings } from "../../src/rule-kit/parameters.ts";
import type { Rule } from "../../src/rule-kit/rule.ts";
import { now, type TenantBuilder } from "./tenant.ts";

export function modelOf(tenant: TenantBuilder): AccessModel {
  return accessModelOf(tenant.build(), now);
}

export function pointOf(kind: HeldPoint["kind"], id: string, reach: HeldPoint["reach"] = "transitive"): HeldPoint {
  return { kind, id, name: id, reach };
}

/** The ids of those who hold an access point, in order. */
export function holdersOf(model: AccessModel, point: HeldPoint): readonly string[] {
  return Array.from(model.holders(point), (number) => model.principals.at(number).id);
}

/** The ids of those who hold an access point in any membership, in order. */
export function everyHolderOf(model: AccessModel, point: HeldPoint): readonly string[] {
  return Array.from(model.everyHolder(point), (number) => model.principals.at(number).id);
}

/** The hops of each way in which somebody holds an access point, by kind and id. */
export function pathsOf(model: AccessModel, person: string, point: HeldPoint): readonly string[] {
  return model.holdings(person, point).map(({ path }) => path.map(({ kind, id }) => `${kind} ${id}`).join(", "));
}

export function judged(tenant: TenantBuilder, packs: readonly Pack[] = []): Judgement {
  return assess(tenant.build(), { rules, packs }, now);
}

/** What one conflict came to, and who holds too much of it. */
export function judgedConflict(
  tenant: TenantBuilder,
  packs: readonly Pack[],
  id = "R1",
): Omit<AssessedConflict, "people"> & { readonly people: readonly string[] } {
  const { assessment, judged: conflicts } = judged(tenant, packs);
  const conflict = assessment.conflicts.find((candidate) => candidate.id === id);
  const people = conflicts.find((candidate) => candidate.conflict.id === id)?.holders;
  if (conflict === undefined || people === undefined) throw new Error(`no conflict ${id}`);
  return { ...conflict, people: people.map(({ principal }) => principal.id) };
}

export type RuleRun = { readonly outcome: RuleOutcome; readonly findings: readonly Finding[] };

/** Runs one rule on a tenant, by the engine that runs them all, with the values given for its parameters, and sanctioned overrides. */
export function runRule(
  rule: Rule,
  tenant: TenantBuilder,
  packs: readonly Pack[] = [],
  values: ParameterSettings[string] = {},
  overrides: readonly string[] = [],
): RuleRun {
  const settings = { parameters: { [rule.meta.id]: values }, sensitive: { packages: [], catalogs: [] }, overrides };
  const { outcomes, findings } = assess(tenant.build(), { rules: [rule], packs, settings }, now).assessment;
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error(`${rule.meta.id} gave no outcome`);
  return { outcome, findings };
}

/** Who a run accuses, in order; what it accuses where that is nobody. */
export function accused({ findings }: RuleRun): readonly string[] {
  return findings.map(({ principal, subject }) => principal?.id ?? subject?.id ?? "").sort();
}

export function subjects({ findings }: RuleRun): readonly string[] {
  return findings.map(({ subject }) => subject?.id ?? "").sort();
}
