import type { Membership, ObjectRef, Principal } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { Person } from "../domain/person.ts";
import type { Severity } from "../domain/severity.ts";
import type { FactName, Facts } from "./facts/facts.ts";
import type { Parameters, ValuesOf } from "./parameters.ts";

export type RuleMeta<Need extends FactName = FactName, P extends Parameters = Parameters> = {
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
  /** What `sodscan.yaml` can set. */
  readonly parameters?: P;
  /** Runs only where the configuration asks for it. */
  readonly isExtended?: true;
};

/** A step up or down from a rule's severity, and why, such as "the second account is a guest". */
export type Adjustment = { readonly steps: 1 | -1; readonly because: string };

/** One violation; with the rule's id its natural keys (principal, person, subject, conflict) identify it from run to run. */
export type Violation = {
  readonly principal: Principal | null;
  readonly person?: Person;
  readonly subject?: ObjectRef;
  readonly conflict?: string;
  readonly alsoDeclared?: readonly string[];
  readonly sides?: readonly Side[];
  readonly exposure?: Membership;
  /** What it starts from where that is not the rule's own. */
  readonly severity?: Severity;
  /** What makes it worse or milder than that; the engine adds up and caps. */
  readonly adjustments?: readonly Adjustment[];
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

/** The moment judged, and the values of the rule's parameters. */
export type RuleContext<P extends Parameters = Parameters> = {
  readonly asOf: Date;
  readonly parameters: ValuesOf<P>;
};

export type Rule<Need extends FactName = FactName, P extends Parameters = Parameters> = {
  readonly meta: RuleMeta<Need, P>;
  /** Pure, and a method so that a rule with fewer needs still fits a list of rules. */
  evaluate(facts: Facts<Need>, context: RuleContext<P>): Verdict;
};

type NoParameters = Readonly<Record<string, never>>;

/** A rule, typed so that `evaluate` sees the facts it names in `needs` and no others, and the parameters it declares. */
export function defineRule<Need extends FactName, const P extends Parameters = NoParameters>(
  rule: Rule<Need, P>,
): Rule<Need, P> {
  return rule;
}
