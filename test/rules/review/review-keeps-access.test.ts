import { describe, expect, it } from "vitest";
import { reviewKeepsAccess } from "../../../rules/review/review-keeps-access.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { noReview, quarterlyReview } from "../../builders/reviews.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackage("P");

describe("review-keeps-access", () => {
  it.each(["keepAccess", "KeepAccess"])("finds a review whose silence means %s", (expirationBehavior) => {
    const tenant = bank()
      .policy("keeps", "P", quarterlyReview({ expirationBehavior }))
      .policy("removes", "P", quarterlyReview());
    const run = runRule(reviewKeepsAccess, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "policy", id: "keeps" },
      severity: "high",
      evidence: ["policies/1#/value/0"],
    });
    expect(run.findings[0]?.message).toBe(
      'The review that policy "keeps" of "P" asks for keeps the access where no reviewer answers',
    );
  });

  it("is milder on a review that follows the recommendation", () => {
    const policy = quarterlyReview({ expirationBehavior: "acceptAccessRecommendation" });
    const [finding] = runRule(reviewKeepsAccess, bank().policy("follows", "P", policy)).findings;
    expect(finding).toMatchObject({ severity: "medium", subject: { id: "follows" } });
    expect(finding?.arithmetic).toContain("recommended for removal");
    expect(finding?.message).toContain("follows Entra's recommendation");
  });

  it.each(["removeAccess", "REMOVEACCESS"])("is satisfied by %s", (expirationBehavior) => {
    const run = runRule(reviewKeepsAccess, bank().policy("removes", "P", quarterlyReview({ expirationBehavior })));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("leaves policies without reviews to another rule", () => {
    const tenant = bank()
      .policy("none", "P", noReview)
      .policy("off", "P", quarterlyReview({ isEnabled: false, expirationBehavior: "keepAccess" }));
    const { outcome } = runRule(reviewKeepsAccess, tenant);
    expect(outcome).toMatchObject({ outcome: "not-applicable", examined: 0, reason: "no policy asks for reviews" });
  });

  it.each([
    [null, "not told"],
    ["archiveAccess", "archiveAccess"],
  ])("does not decide a behaviour of %s", (expirationBehavior, told) => {
    const { outcome } = runRule(reviewKeepsAccess, bank().policy("odd", "P", quarterlyReview({ expirationBehavior })));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0, examined: 1 });
    expect(outcome.reason).toBe(`policy "odd" of "P": what happens to access nobody reviewed is ${told}`);
  });

  it("does not decide a policy that does not tell whether it asks for reviews", () => {
    for (const policy of [quarterlyReview({ isEnabled: null }), { reviewSettings: null }]) {
      const { outcome } = runRule(reviewKeepsAccess, bank().policy("mute", "P", policy));
      expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 0 });
      expect(outcome.reason).toContain('policy "mute" of "P": whether it asks for reviews is not told');
    }
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const keeps = () => bank().policy("keeps", "P", quarterlyReview({ expirationBehavior: "keepAccess" }));
    expect(runRule(reviewKeepsAccess, keeps().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(reviewKeepsAccess, keeps().partial("policies")))).toEqual(["keeps"]);
    const clean = bank().policy("removes", "P", quarterlyReview()).partial("policies");
    expect(runRule(reviewKeepsAccess, clean).outcome.outcome).toBe("inconclusive");
  });
});
