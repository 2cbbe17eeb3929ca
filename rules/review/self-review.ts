import { accessReview, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { isReviewed, nameOfPolicy, policyRef, untoldReviews } from "../../src/rule-kit/policy-review.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const selfReview = defineRule({
  meta: {
    id: "self-review",
    code: "REV-004",
    title: "Holders who review their own access",
    rationale: "Whoever is asked whether they still need their own access will say yes.",
    remedy: "Name reviewers who hold nothing by the policy, such as each holder's manager.",
    severity: "high",
    references: [...accessReview, ...separationOfDuties],
    falsePositives: "A review in several stages of which a later one is somebody else's.",
    needs: ["policies", "reviewingHolders"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows, reviewingHolders: { reviewing, unknown } }) {
    const policies = [...rows("policies")];
    const reviewed = policies.filter(isReviewed);
    return {
      examined: reviewed.length,
      violations: [
        ...reviewed
          .filter(({ reviewSettings }) => reviewSettings.isSelfReview === true)
          .map((policy) => ({
            principal: null,
            subject: policyRef(policy),
            message: `By ${nameOfPolicy(policy)} everybody reviews their own access`,
            evidence: [policy.evidence],
          })),
        ...reviewing.map(({ policy, holder: { principal }, evidence }) => ({
          principal,
          subject: policyRef(policy),
          message: `${principal.displayName} is a reviewer of those who have access by ${nameOfPolicy(policy)}, and has it by that policy, too`,
          evidence: [policy.evidence, ...evidence],
        })),
      ],
      undecided: [
        ...untoldReviews(policies),
        ...reviewed
          .filter(({ reviewSettings }) => reviewSettings.isSelfReview === null)
          .map((policy) => `${nameOfPolicy(policy)}: whether holders review themselves is not told`),
        ...unknown,
      ],
      ...(reviewed.length === 0 ? { notApplicable: "no policy asks for reviews" } : {}),
    };
  },
});
