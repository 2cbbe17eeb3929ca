import type { Principal } from "../domain/access.ts";
import type { Finding, RuleOutcome } from "../domain/assessment.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import { isLacking, type SectionCoverage } from "../domain/sections.ts";
import { describeGap } from "../conflicts/judge.ts";
import type { FactName, Facts } from "../rule-kit/facts/facts.ts";
import { sectionsOfFact } from "../rule-kit/facts/sections-of-facts.ts";
import type { Rule, RuleContext, Verdict, Violation } from "../rule-kit/rule.ts";
import { weigh } from "../domain/severity.ts";
import { fingerprint } from "./fingerprint.ts";

export type AssessedRule = { readonly outcome: RuleOutcome; readonly findings: readonly Finding[] };

/** At most this many reasons are spelled out; the rest are counted. */
const reasonsShown = 5;

/**
 * Runs a rule on what was read, never on what was not, and never takes the run down: a rule that throws is `errored`.
 * A need wholly unread, or read in part where the rule concludes from its silence, leaves it inconclusive.
 */
export function assessRule(
  rule: Rule,
  facts: Facts,
  coverage: readonly SectionCoverage[],
  context: RuleContext,
): AssessedRule {
  const { meta } = rule;
  const gaps = gapsOf(rule, coverage);
  const unanswerable = gaps.filter(
    ({ need, section }) => section.read === 0 || meta.concludesFromAbsenceOf.includes(need),
  );
  if (unanswerable.length > 0)
    return ended(rule, "inconclusive", reasonOf(unanswerable.map(({ section }) => describeGap(section))));

  try {
    return concluded(
      rule,
      rule.evaluate(facts, context),
      gaps.map(({ section }) => describeGap(section)),
    );
  } catch (error) {
    return ended(rule, "errored", error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

type Gap = { readonly need: FactName; readonly section: SectionCoverage };

/** Facts that are not gated here: they say themselves what they lack. */
const gatedThemselves: ReadonlySet<FactName> = new Set(["conflicts", "combinations", "persons"]);

/** Checks that the tenant refuses are no gaps: their rule says so. */
function gapsOf({ meta }: Rule, coverage: readonly SectionCoverage[]): readonly Gap[] {
  return meta.needs
    .filter((need) => !gatedThemselves.has(need))
    .flatMap((need) =>
      coverage
        .filter((section) => sectionsOfFact(need).includes(section.section) && isLacking(section))
        .map((section) => ({ need, section })),
    );
}

function concluded(rule: Rule, verdict: Verdict, gaps: readonly string[]): AssessedRule {
  const { examined, violations, notApplicable } = verdict;
  const undecided = [...gaps, ...(verdict.undecided ?? [])];
  const reason = undecided.length === 0 ? undefined : reasonOf(undecided);
  const findings = eachOnce(violations.map((violation) => findingOf(rule, violation)));
  const counts = { examined, violations: findings.length };

  if (findings.length > 0) return { outcome: outcomeOf(rule, "violated", counts, reason), findings };
  if (reason !== undefined) return { outcome: outcomeOf(rule, "inconclusive", counts, reason), findings: [] };
  if (notApplicable !== undefined)
    return { outcome: outcomeOf(rule, "not-applicable", counts, notApplicable), findings: [] };
  return { outcome: outcomeOf(rule, "satisfied", counts), findings: [] };
}

function ended(rule: Rule, outcome: "inconclusive" | "errored", reason: string): AssessedRule {
  return { outcome: outcomeOf(rule, outcome, { examined: 0, violations: 0 }, reason), findings: [] };
}

function outcomeOf(
  { meta: { id, code, title, severity } }: Rule,
  outcome: RuleOutcome["outcome"],
  counts: { readonly examined: number; readonly violations: number },
  reason?: string,
): RuleOutcome {
  return { rule: id, code, title, severity, outcome, ...counts, ...(reason === undefined ? {} : { reason }) };
}

function findingOf({ meta }: Rule, violation: Violation): Finding {
  const { principal, person, subject, conflict, alsoDeclared, sides, message } = violation;
  const { severity, arithmetic } = weigh(violation.severity ?? meta.severity, violation.adjustments ?? []);
  return {
    id: fingerprint(meta.id, violation),
    rule: meta.id,
    code: meta.code,
    severity,
    arithmetic,
    status: "open",
    exposure: violation.exposure ?? "active",
    principal: principal === null ? null : asWritten(principal),
    ...(person === undefined ? {} : { person }),
    ...(subject === undefined ? {} : { subject: { kind: subject.kind, id: subject.id, name: subject.name } }),
    ...(conflict === undefined ? {} : { conflict }),
    ...(alsoDeclared === undefined ? {} : { alsoDeclared }),
    ...(sides === undefined ? {} : { sides }),
    message,
    remedy: violation.remedy ?? meta.remedy,
    evidence: violation.evidence,
  };
}

/** With its properties its own: there may be so many that they are read only when they are asked for. */
function asWritten({ id, type, userPrincipalName, displayName, enabled }: Principal): Principal {
  return { id, type, userPrincipalName, displayName, enabled };
}

/** What a rule met twice, such as one package by two assignments, is one finding with the evidence of both. */
function eachOnce(findings: readonly Finding[]): readonly Finding[] {
  return [...Map.groupBy(findings, ({ id }) => id).values()].flatMap((same) =>
    same.slice(0, 1).map((finding) => ({ ...finding, evidence: inOrder(same.flatMap(({ evidence }) => evidence)) })),
  );
}

function inOrder(evidence: readonly EvidenceRef[]): readonly EvidenceRef[] {
  return [...new Set(evidence)].sort();
}

function reasonOf(reasons: readonly string[]): string {
  const shown = [...new Set(reasons)];
  const rest = shown.length - reasonsShown;
  return [...shown.slice(0, reasonsShown), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}
