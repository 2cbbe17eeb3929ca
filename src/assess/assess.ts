import type { AccessModel } from "../access/access-model.ts";
import type { Persons } from "../access/persons/persons.ts";
import type { AssessedConflict, Assessment, Coverage, Finding } from "../domain/assessment.ts";
import { parentSections, sectionNames } from "../domain/sections.ts";
import { compareSeverity } from "../domain/severity.ts";
import { isViolation } from "../conflicts/dual-holder.ts";
import { describeGap, type JudgedConflict } from "../conflicts/judge.ts";
import type { FactName } from "../rule-kit/facts/facts.ts";
import { sectionsOfFact } from "../rule-kit/facts/sections-of-facts.ts";
import type { Rule } from "../rule-kit/rule.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { evidenceOf } from "./evidence-of.ts";
import { judgeRules } from "./judge-rules.ts";
import { judgeTenant } from "./judge-tenant.ts";
import type { RuleSet } from "./rule-set.ts";
import { rulesDigest } from "./rules-digest.ts";

/** An assessment with what it was drawn from, for plans and explanations. */
export type Judgement = {
  readonly assessment: Assessment;
  readonly model: AccessModel;
  readonly judged: readonly JudgedConflict[];
};

/**
 * Judges a snapshot: same snapshot, rules and moment, same assessment to the byte. `asOf` defaults to the end of the
 * collection.
 */
export function assess(snapshot: Snapshot, ruleSet: RuleSet, asOf?: Date): Judgement {
  const { rules, packs } = ruleSet;
  const moment = asOf ?? new Date(snapshot.run.finishedAt);
  const tenant = judgeTenant(snapshot, packs, moment, ruleSet.settings?.persons);
  const { outcomes, findings } = judgeRules(tenant, snapshot, ruleSet, moment);

  const { runId: id, tenantId, tenantName, startedAt, finishedAt, toolVersion, identity } = snapshot.run;
  const assessment: Assessment = {
    schemaVersion: "1.0",
    run: {
      id,
      tenantId,
      tenantName,
      startedAt,
      finishedAt,
      asOf: moment.toISOString(),
      toolVersion,
      snapshotDigest: snapshot.digest,
      rulesDigest: rulesDigest(ruleSet),
      identity,
    },
    coverage: snapshot.coverage.map((section) => ({ ...section, costs: costsOf(section, rules) })),
    conflicts: tenant.judged.map((conflict) => assessedConflict(conflict, tenant.model.persons.gaps)),
    outcomes,
    findings: findings.map(markMoved(snapshot.moved)).sort(byWeight),
  };
  return { assessment, model: tenant.model, judged: tenant.judged };
}

/** Says of a finding that what it rests on changed while the tenant was read; it was judged on the later state. */
function markMoved(moved: Snapshot["moved"]): (finding: Finding) => Finding {
  return (finding) =>
    moved.size > 0 && evidenceOf(finding).some((ref) => moved.has(ref))
      ? { ...finding, movedDuringCollection: true }
      : finding;
}

/** The rules that a section which is not whole, and what hangs on it, leave without a whole answer. */
function costsOf({ section, status }: Snapshot["coverage"][number], rules: readonly Rule[]): Coverage["costs"] {
  if (status === "complete") return [];
  const lost = new Set(sectionNames.filter((name) => name === section || parentSections[name] === section));
  const isLost = (need: FactName): boolean => sectionsOfFact(need).some((name) => lost.has(name));
  return rules.filter(({ meta }) => meta.needs.some(isLost)).map(({ meta }) => meta.id);
}

/** Violated, too, where only a person's accounts together hold too much: a conflict is about persons. */
function assessedConflict(judged: JudgedConflict, gaps: Persons["gaps"]): AssessedConflict {
  const { conflict, outcome, holders, team, joint, examined } = judged;
  const certain = joint.filter(({ person }) => person.certainty === "certain").length;
  const unseen =
    examined === 0 ? [] : gaps.map((gap) => `second accounts could not all be looked for: ${describeGap(gap)}`);
  const reasons = [judged.reason, ...unseen, ...judged.unclear].filter((reason) => reason !== undefined);
  const { id, source, pack, title, severity, atMost, people, when, duties, sides, declarations } = conflict;
  return {
    id,
    source,
    pack,
    title,
    severity,
    atMost,
    ...(people === null ? {} : { people }),
    ...(when === null ? {} : { when }),
    ...(sides.length === duties.length ? {} : { sides }),
    duties: duties.map((duty) => ({
      id: duty.id,
      title: duty.title,
      accessPoints: duty.points.map((point) => ({ kind: point.kind, id: point.id, name: point.name })),
    })),
    declarations,
    outcome: certain > 0 ? "violated" : outcome,
    holders: holders.filter(isViolation).length + team.length,
    ...(certain === 0 ? {} : { jointHolders: certain }),
    ...(reasons.length === 0 ? {} : { reason: reasons.join("; ") }),
  };
}

/** Worst first; then by rule, conflict, person and subject, so that the order never depends on the crawl's. */
function byWeight(a: Finding, b: Finding): number {
  return compareSeverity(b.severity, a.severity) || compareKeys(sortKeys(a), sortKeys(b));
}

function sortKeys({ code, conflict, principal, person, subject, id }: Finding): readonly string[] {
  const who = principal ?? person?.principals[0];
  return [code, conflict ?? "", who?.displayName ?? "", who?.id ?? "", subject?.name ?? "", id];
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((key, position) => key !== b[position]);
  if (index === -1) return 0;
  return (a[index] ?? "") < (b[index] ?? "") ? -1 : 1;
}
