import { describe, expect, it } from "vitest";
import { unreasonedReview } from "../../../rules/review/unreasoned-review.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { noReview, quarterlyReview } from "../../builders/reviews.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackage("P");

describe("unreasoned-review", () => {
  it("finds reviews without reasons or recommendations", () => {
    const tenant = bank()
      .policy("mute", "P", quarterlyReview({ isReviewerJustificationRequired: false }))
      .policy("blind", "P", quarterlyReview({ isRecommendationEnabled: false }))
      .policy("both", "P", quarterlyReview({ isReviewerJustificationRequired: false, isRecommendationEnabled: false }))
      .policy("fine", "P", quarterlyReview());
    const { outcome, findings } = runRule(unreasonedReview, tenant);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 4, violations: 3 });
    expect(findings.map(({ message }) => message)).toEqual([
      'The reviewers that policy "blind" of "P" asks are shown no recommendation',
      'The reviewers that policy "both" of "P" asks need give no reason and are shown no recommendation',
      'The reviewers that policy "mute" of "P" asks need give no reason',
    ]);
    expect(findings[2]).toMatchObject({
      severity: "low",
      subject: { kind: "policy", id: "mute" },
      evidence: ["policies/1#/value/0"],
    });
  });

  it("is satisfied where reviewers give reasons and see recommendations, and does not apply without reviews", () => {
    const fine = runRule(unreasonedReview, bank().policy("fine", "P", quarterlyReview()));
    expect(fine.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const none = runRule(unreasonedReview, bank().policy("none", "P", noReview));
    expect(none.outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks for reviews" });
  });

  it.each([{ isReviewerJustificationRequired: null }, { isRecommendationEnabled: null }])(
    "decides nothing by %o, and tells of the other",
    (untold) => {
      const { outcome } = runRule(unreasonedReview, bank().policy("odd", "P", quarterlyReview(untold)));
      expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
      expect(outcome.reason).toContain('policy "odd" of "P": what its reviewers are asked and shown is not told');
      const other = { isReviewerJustificationRequired: false, isRecommendationEnabled: false, ...untold };
      expect(subjects(runRule(unreasonedReview, bank().policy("odd", "P", quarterlyReview(other))))).toEqual(["odd"]);
    },
  );

  it("is inconclusive where it is not told whether there are reviews, or policies were not read", () => {
    const untold = runRule(unreasonedReview, bank().policy("odd", "P", quarterlyReview({ isEnabled: null })));
    expect(untold.outcome).toMatchObject({ outcome: "inconclusive", examined: 0 });
    expect(untold.outcome.reason).toContain("whether it asks for reviews is not told");
    const tenant = () => bank().policy("mute", "P", quarterlyReview({ isReviewerJustificationRequired: false }));
    expect(runRule(unreasonedReview, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(unreasonedReview, tenant().partial("policies")))).toEqual(["mute"]);
  });
});
