import { type Named, together } from "../../access/asking/subject-sets.ts";
import type { PolicyReviewersFact } from "../../rule-kit/facts/holder-facts.ts";
import { isReviewed } from "../../rule-kit/policy-review.ts";
import type { FactSources } from "./sources.ts";

export function policyReviewerFacts({ snapshot, asking }: FactSources): readonly PolicyReviewersFact[] {
  const { sets } = asking();
  return [...snapshot.rows("policies")].filter(isReviewed).flatMap((policy) => {
    const { isSelfReview, primaryReviewers, fallbackReviewers } = policy.reviewSettings;
    if (isSelfReview === true) return [];
    const named = together([sets.named(primaryReviewers), sets.named(fallbackReviewers)]);
    const isUnnamed = primaryReviewers?.length === 0 && fallbackReviewers?.length === 0;
    return [
      {
        policy,
        ...judged(named),
        isNobody: isUnnamed && isSelfReview === false,
        unclear: [
          ...(isUnnamed && isSelfReview === null ? ["whether holders review themselves is not told"] : []),
          ...unclearOf(named),
        ],
      },
    ];
  });
}

/** Guests may review, and whoever nobody can tell from one. */
function judged({ people, relations, flaws }: Named): Pick<PolicyReviewersFact, "flawed" | "hasOthers"> {
  const flawed = flaws.flatMap(({ subject, flaw }) =>
    flaw === "deleted" || flaw === "disabled" || flaw === "empty" ? [{ subject, flaw }] : [],
  );
  return { flawed, hasOthers: people.certain.length > 0 || relations.length > 0 };
}

function unclearOf({ people, relations }: Named): readonly string[] {
  if (people.certain.length > 0 || relations.length > 0) return [];
  return people.possible.length === 0 ? people.unknown : ["whether those named as reviewers can review"];
}
