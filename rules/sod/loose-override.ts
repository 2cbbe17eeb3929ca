import { leaversAndStanding, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { PackageDutiesFact } from "../../src/rule-kit/facts/conflict-facts.ts";
import { givingPackages, sidesGiven } from "../../src/rule-kit/given-duties.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { type Policy, policyNamed, untoldPackages } from "../../src/rule-kit/policies.ts";
import { approvalLaxityOf, endOf, intervalOf, type Laxity, nextReviewOf } from "../../src/rule-kit/policy-laxity.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const looseOverride = defineRule({
  meta: {
    id: "loose-override",
    code: "SOD-011",
    title: "Override packages that are kept no tighter than their parts",
    rationale:
      "A package that gives both sides on purpose is sound only while who gets it is looked at harder than who gets either side: else it is the easier way to both.",
    remedy:
      "Give the override's policy a shorter expiration, more frequent reviews and one more stage of approval than any policy of the packages that give one side.",
    severity: "high",
    references: [...separationOfDuties, ...leaversAndStanding],
    falsePositives:
      "A part is taken by its strictest policy, though it may be had by a laxer one. A review that is not more frequent is milder where access ends before a part's review comes again.",
    needs: ["packageDuties", "overrides", "policies"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ packageDuties, overrides, rows }, { asOf }) {
    const { packages, unknown } = overrides;
    if (packages.size === 0 && unknown.length === 0)
      return { examined: 0, violations: [], notApplicable: "the configuration names no override package" };

    const policies = [...rows("policies")].filter((policy) => !isOver(policy, asOf));
    const judged = [...packages].flatMap((id) => overrideOf(id, packageDuties, packages, policies));
    const questions = judged.flatMap(({ own, ofParts }) =>
      own.flatMap((policy) => aspects.map((aspect) => ({ policy, aspect, ofParts }))),
    );
    const { violations, undecided = [] } = judgeEach(questions, ({ policy, aspect, ofParts }) =>
      judge(policy, aspect, ofParts, asOf),
    );
    return {
      examined: judged.length,
      violations,
      undecided: [
        ...unknown,
        ...undecided,
        ...packageDuties.flatMap(({ conflict, unknown: why }) => why.map((reason) => `${conflict}: ${reason}`)),
        ...untoldPackages(policies),
      ],
      ...(judged.length === 0 ? { notApplicable: "no override package gives both sides of a conflict" } : {}),
    };
  },
});

/** The policies of a package that gives both sides of a conflict, and those of the packages that give a side. */
type Override = { readonly own: readonly Policy[]; readonly ofParts: readonly Policy[] };

function overrideOf(
  packageId: string,
  conflicts: readonly PackageDutiesFact[],
  overrides: ReadonlySet<string>,
  policies: readonly Policy[],
): readonly Override[] {
  const completed = conflicts.filter(({ sides, atMost }) => sidesGiven(sides, [packageId]).length > atMost);
  if (completed.length === 0) return [];
  const givers = completed.flatMap(({ sides }) => [...givingPackages(sides)]);
  const parts = new Set(givers).difference(overrides);
  return [
    {
      own: policies.filter(({ accessPackageId }) => accessPackageId === packageId),
      ofParts: policies.filter(({ accessPackageId }) => parts.has(accessPackageId ?? "")),
    },
  ];
}

type Aspect = {
  readonly name: "expiration" | "review" | "approval";
  readonly laxityOf: (policy: Policy, asOf: Date) => Laxity;
  /** What no override may be as lax as, whatever its parts are. */
  readonly limit: number;
  readonly words: (policy: Policy) => string;
};

const aspects: readonly Aspect[] = [
  { name: "expiration", laxityOf: endOf, limit: Infinity, words: termOf },
  { name: "review", laxityOf: nextReviewOf, limit: Infinity, words: reviewOf },
  { name: "approval", laxityOf: approvalLaxityOf, limit: 0, words: approvalOf },
];

function judge(policy: Policy, aspect: Aspect, ofParts: readonly Policy[], asOf: Date): Judged {
  const { name, laxityOf, limit, words } = aspect;
  const own = laxityOf(policy, asOf);
  if (own === null) return { undecided: `${policyNamed(policy)}: Graph does not say its ${name}` };

  const known = ofParts.flatMap((part) => {
    const laxity = laxityOf(part, asOf);
    return laxity === null ? [] : [{ part, laxity }];
  });
  const strictest = known.reduce<(typeof known)[number] | null>(
    (best, each) => (each.laxity < (best?.laxity ?? limit) ? each : best),
    null,
  );
  if (own < (strictest?.laxity ?? limit)) {
    const untold = ofParts.find((part) => laxityOf(part, asOf) === null);
    return untold === undefined ? null : { undecided: `${policyNamed(untold)}: Graph does not say its ${name}` };
  }
  const than = strictest === null ? "" : `; ${policyNamed(strictest.part)}, its part, ${words(strictest.part)}`;
  const endsFirst = name === "review" && (endOf(policy, asOf) ?? Infinity) < (strictest?.laxity ?? limit);
  return {
    principal: null,
    subject: { kind: "policySetting", id: `${policy.id}/${name}`, name: `${policy.displayName}: ${name}` },
    adjustments: endsFirst ? [{ steps: -1, because: "access ends before a part's review comes again" }] : [],
    message: `${policyNamed(policy)}, a sanctioned override, ${words(policy)}${than}`,
    evidence: [policy.evidence, ...(strictest === null ? [] : [strictest.part.evidence])],
  };
}

/** Under a policy that ended nobody gets anything. */
function isOver({ expiration }: Policy, asOf: Date): boolean {
  return expiration?.type.toLowerCase() === "afterdatetime" && Date.parse(expiration.endDateTime ?? "") <= +asOf;
}

function termOf({ expiration, isAutomatic }: Policy): string {
  const term = isAutomatic ? null : (expiration?.duration ?? expiration?.endDateTime);
  if (term == null) return "grants access without end";
  return expiration?.duration === null ? `grants access until ${term}` : `grants access for ${term}`;
}

function reviewOf(policy: Policy): string {
  const interval = intervalOf(policy);
  return interval === null ? "asks for no review" : `asks for a review every ${interval}`;
}

function approvalOf(policy: Policy): string {
  const stages = 0 - (approvalLaxityOf(policy) ?? 0);
  return stages === 1 ? "takes 1 approval" : `takes ${stages} approvals`;
}
