import { accessReview, integrity } from "../../src/rule-kit/controls.ts";
import type { PolicyReviewersFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { isReviewed, nameOfPolicy, policyRef, untoldReviews } from "../../src/rule-kit/policy-review.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const absentReviewer = defineRule({
  meta: {
    id: "absent-reviewer",
    code: "REV-005",
    title: "Reviewers who are deleted, disabled or empty groups",
    rationale: "A review that nobody can answer lapses, and whatever happens then was decided by nobody.",
    remedy: "Name a reviewer in the policy who can sign in, and another who stands in.",
    severity: "medium",
    references: [...accessReview, ...integrity],
    falsePositives: "Managers are found when the review begins, and are not judged here.",
    needs: ["policies", "policyReviewers"],
    concludesFromAbsenceOf: ["policyReviewers"],
    isExtended: true,
  },

  evaluate({ rows, policyReviewers }) {
    const policies = [...rows("policies")];
    const absent = policyReviewers.filter(({ flawed, isNobody }) => flawed.length > 0 || isNobody);
    return {
      examined: policies.filter(isReviewed).length,
      violations: absent.map((reviewers) => ({
        principal: null,
        subject: policyRef(reviewers.policy),
        message: `The review that ${nameOfPolicy(reviewers.policy)} asks for ${wrong(reviewers)}`,
        adjustments: reviewers.hasOthers ? [othersLeft] : [],
        evidence: [reviewers.policy.evidence],
      })),
      undecided: [
        ...untoldReviews(policies),
        ...policyReviewers.flatMap(({ policy, unclear }) => unclear.map((why) => `${nameOfPolicy(policy)}: ${why}`)),
      ],
      ...(policies.some(isReviewed) ? {} : { notApplicable: "no policy asks for reviews" }),
    };
  },
});

const othersLeft: Adjustment = { steps: -1, because: "others who are named can review" };

function wrong({ flawed }: PolicyReviewersFact): string {
  if (flawed.length === 0) return "names no reviewer";
  return `names ${flawed.map(({ subject: { kind, id, name }, flaw }) => `${name === id ? `${kind} ${id}` : name}, ${flaw === "empty" ? "a group that nobody able is in" : `who is ${flaw}`}`).join("; ")}`;
}
