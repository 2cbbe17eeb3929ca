import { isLonger } from "../../src/domain/iso-duration.ts";
import { accessReview } from "../../src/rule-kit/controls.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { duration, list } from "../../src/rule-kit/parameters.ts";
import { type Policy, untoldPackages } from "../../src/rule-kit/policies.ts";
import { endOfReviews, intervalOf } from "../../src/rule-kit/policy-laxity.ts";
import { isReviewed, nameOfPolicy, policyRef, untoldReviews } from "../../src/rule-kit/policy-review.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { tiersFrom } from "../../src/rule-kit/tiers.ts";

export const rareReview = defineRule({
  meta: {
    id: "rare-review",
    code: "REV-002",
    title: "Reviews that come less often than the package demands",
    rationale: "What was confirmed long ago says nothing of who needs the access today.",
    remedy: "Have the policy's review come again sooner, and without end.",
    severity: "medium",
    references: accessReview,
    falsePositives: "Access that a review of its groups takes in more often.",
    needs: ["policies", "sensitivePackages", "accessPackages"],
    concludesFromAbsenceOf: ["accessPackages"],
    parameters: {
      sensitive: duration("P3M", "how long reviews of sensitive packages may be apart"),
      others: duration("P6M", "how long other reviews may be apart"),
      tiers: list(
        [],
        "what holds instead for a package or those of a catalog, by id or name, such as `Payment Operations = P1M`",
      ),
    },
    isExtended: true,
  },

  evaluate({ rows, sensitivePackages }, { asOf, parameters: { sensitive, others, tiers } }) {
    const policies = [...rows("policies")];
    const packages = new Map(Array.from(rows("accessPackages"), (row) => [row.id, row]));
    const { of, unreadable } = tiersFrom(tiers, aDuration);
    const limitOf = ({ accessPackageId: id, accessPackageName: name }: Policy): string =>
      of({ ...packages.get(id ?? ""), id, name }) ?? (sensitivePackages.has(id ?? "") ? sensitive : others);
    const reviewed = policies.filter(isReviewed);
    const {
      examined,
      violations,
      undecided = [],
    } = judgeEach(reviewed, (policy) => judge(policy, limitOf(policy), asOf));
    return {
      examined,
      violations,
      undecided: [...unreadable, ...untoldPackages(reviewed), ...untoldReviews(policies), ...undecided],
      ...(examined === 0 ? { notApplicable: "no policy asks for reviews" } : {}),
    };
  },
});

function judge(policy: Policy, limit: string, asOf: Date): Judged {
  const interval = intervalOf(policy);
  const end = endOfReviews(policy);
  const isOver = end !== null && end <= asOf.getTime();
  const isRare = interval === null ? null : isLonger(interval, limit);
  if (isOver || isRare === true)
    return {
      principal: null,
      subject: policyRef(policy),
      message: `The review that ${nameOfPolicy(policy)} asks for ${isOver ? `came for the last time before ${new Date(end).toISOString().slice(0, 10)}` : `comes every ${interval}: the limit is ${limit}`}`,
      evidence: [policy.evidence],
    };
  return isRare === null || end === null
    ? { undecided: `${nameOfPolicy(policy)}: how often and how long it asks for reviews is not told` }
    : null;
}

function aDuration(text: string): string | null {
  return isLonger(text, text) === null ? null : text;
}
