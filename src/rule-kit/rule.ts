import type { Membership, ObjectRef, Principal } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { Severity } from "../domain/severity.ts";
import type { FactName, Facts } from "./facts.ts";

export type RuleMeta<Need extends FactName = FactName> = {
  /** The file's name; never changes once released. */
  readonly id: string;
  /** The catalogue's code, such as `SOD-001`. */
  readonly code: string;
  readonly title: string;
  readonly rationale: string;
  readonly remedy: string;
  readonly severity: Severity;
  readonly references: readonly string[];
  readonly falsePositives: string;
  readonly needs: readonly Need[];
  /** Needs from whose silence the rule concludes: read in part, they leave it inconclusive. */
  readonly concludesFromAbsenceOf: readonly Need[];
};

/** One violation; with the rule's id its natural keys (principal, subject, conflict) identify it from run to run. */
export type Violation = {
  readonly principal: Principal | null;
  readonly subject?: ObjectRef;
  readonly conflict?: string;
  readonly alsoDeclared?: readonly string[];
  readonly sides?: readonly Side[];
  readonly exposure?: Membership;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly remedy?: string;
  readonly evidence: readonly EvidenceRef[];
};

export type Verdict = {
  /** How many things were judged. */
  readonly examined: number;
  readonly violations: readonly Violation[];
  /** What could not be decided, and why. */
  readonly undecided?: readonly string[];
  /** Why there was nothing to judge. */
  readonly notApplicable?: string;
};

/** Time and thresholds a rule may use. */
export type RuleContext = { readonly asOf: Date };

export type Rule<Need extends FactName = FactName> = {
  readonly meta: RuleMeta<Need>;
  /** Pure, and a method so that a rule with fewer needs still fits a list of rules. */
  evaluate(facts: Pick<Facts, Need>, context: RuleContext): Verdict;
};

/** A rule, typed so that `evaluate` sees the facts it names in `needs` and no others. */
export function defineRule<Need extends FactName>(rule: Rule<Need>): Rule<Need> {
  return rule;
}
