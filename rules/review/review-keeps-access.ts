import { accessReview } from "../../src/rule-kit/controls.ts";
import { isReviewed, nameOfPolicy, policyRef, untoldReviews } from "../../src/rule-kit/policy-review.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const reviewKeepsAccess = defineRule({
  meta: {
    id: "review-keeps-access",
    code: "REV-003",
    title: "Reviews that keep the access nobody confirmed",
    rationale: "A reviewer who does not answer has confirmed nothing, and the access goes on all the same.",
    remedy: "Have the policy's review remove access that no reviewer confirms.",
    severity: "high",
    references: accessReview,
    falsePositives: "Access of little weight where following Entra's recommendation is an accepted choice.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows }) {
    const policies = [...rows("policies")];
    const judged = policies
      .filter(isReviewed)
      .map((policy) => ({ policy, behaviour: policy.reviewSettings.expirationBehavior?.toLowerCase() ?? null }));
    return {
      examined: judged.length,
      violations: judged.flatMap(({ policy, behaviour }) => {
        const keeping = keeps.get(behaviour ?? "");
        return keeping === undefined
          ? []
          : [
              {
                principal: null,
                subject: policyRef(policy),
                message: `The review that ${nameOfPolicy(policy)} asks for ${keeping.does} where no reviewer answers`,
                adjustments: keeping.adjustments,
                evidence: [policy.evidence],
              },
            ];
      }),
      undecided: [
        ...untoldReviews(policies),
        ...judged
          .filter(({ behaviour }) => behaviour === null || !known.has(behaviour))
          .map(
            ({ policy }) =>
              `${nameOfPolicy(policy)}: what happens to access nobody reviewed is ${policy.reviewSettings.expirationBehavior ?? "not told"}`,
          ),
      ],
      ...(judged.length === 0 ? { notApplicable: "no policy asks for reviews" } : {}),
    };
  },
});

/** https://learn.microsoft.com/graph/api/resources/accesspackageassignmentreviewsettings */
const keeps: ReadonlyMap<string, { readonly does: string; readonly adjustments: readonly Adjustment[] }> = new Map([
  ["keepaccess", { does: "keeps the access", adjustments: [] }],
  [
    "acceptaccessrecommendation",
    {
      does: "follows Entra's recommendation",
      adjustments: [{ steps: -1, because: "access that is recommended for removal does go" }],
    },
  ],
]);

const known: ReadonlySet<string> = new Set([...keeps.keys(), "removeaccess"]);
