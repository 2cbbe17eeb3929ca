import { accessReview } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { isReviewed, nameOfPolicy, policyRef, untoldReviews } from "../../src/rule-kit/policy-review.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const unreasonedReview = defineRule({
  meta: {
    id: "unreasoned-review",
    code: "REV-006",
    title: "Reviews whose reviewers need give no reason, or are shown no recommendation",
    rationale: "Who need not say why, and is not told who has not signed in, confirms whatever stands in the list.",
    remedy: "Require a justification of reviewers in the policy, and show them recommendations.",
    severity: "low",
    references: accessReview,
    falsePositives: "Reviewers who document their reasons elsewhere.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ rows }) {
    const policies = [...rows("policies")];
    const reviewed = policies.filter(isReviewed);
    const {
      examined,
      violations,
      undecided = [],
    } = judgeEach(reviewed, (policy) => {
      const { isReviewerJustificationRequired: reason, isRecommendationEnabled: recommendation } =
        policy.reviewSettings;
      const lacking = [
        ...(reason === false ? ["need give no reason"] : []),
        ...(recommendation === false ? ["are shown no recommendation"] : []),
      ];
      if (lacking.length > 0)
        return {
          principal: null,
          subject: policyRef(policy),
          message: `The reviewers that ${nameOfPolicy(policy)} asks ${lacking.join(" and ")}`,
          evidence: [policy.evidence],
        };
      return reason === null || recommendation === null
        ? { undecided: `${nameOfPolicy(policy)}: what its reviewers are asked and shown is not told` }
        : null;
    });
    return {
      examined,
      violations,
      undecided: [...untoldReviews(policies), ...undecided],
      ...(examined === 0 ? { notApplicable: "no policy asks for reviews" } : {}),
    };
  },
});
