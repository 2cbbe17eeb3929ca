import { describe, expect, it } from "vitest";
import { unfinishedReview } from "../../../rules/review/unfinished-review.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { aReview } from "../../builders/reviews.ts";
import { aTenant } from "../../builders/tenant.ts";

const ended = "2026-11-20T09:00:00Z";

const instance = (id: string, more: Partial<Row<"accessReviewInstances">> = {}): Row<"accessReviewInstances"> => ({
  definitionId: "D",
  id,
  status: "Completed",
  scope: null,
  reviewers: [],
  fallbackReviewers: [],
  startDateTime: "2026-11-01T09:00:00Z",
  endDateTime: ended,
  ...more,
});

const decision = (
  principal: string,
  more: Partial<Row<"accessReviewDecisions">> = {},
): Row<"accessReviewDecisions"> => ({
  definitionId: "D",
  instanceId: "I",
  id: `decision-${principal}`,
  principalId: principal,
  principalType: "userIdentity",
  principalName: principal,
  resource: null,
  resourceLink: null,
  decision: "Approve",
  recommendation: null,
  justification: null,
  reviewedById: "bo",
  reviewedDateTime: null,
  applyResult: "AppliedSuccessfully",
  appliedById: null,
  appliedDateTime: null,
  ...more,
});

const review = (...decisions: readonly Row<"accessReviewDecisions">[]) => {
  const tenant = aTenant()
    .row("accessReviewDefinitions", aReview("D", "/groups/G"))
    .row("accessReviewInstances", instance("I"));
  for (const one of decisions) tenant.row("accessReviewDecisions", one);
  return tenant;
};
const denied = (applyResult: string | null) => decision("ada", { decision: "Deny", applyResult });
const open = (principal: string) => decision(principal, { decision: "NotReviewed", applyResult: "New" });

describe("unfinished-review", () => {
  it("judges both of two decisions of one review about the same access, in either order", () => {
    const both = [decision("ada", { id: "made" }), decision("ada", { id: "open", decision: "NotReviewed" })] as const;
    for (const decisions of [both, both.toReversed()])
      expect(runRule(unfinishedReview, review(...decisions)).outcome).toMatchObject({ examined: 2, violations: 1 });
  });

  it.each(["New", "AppliedWithUnknownFailure", "applynotsupported"])(
    "finds somebody denied whose access stayed: %s",
    (applyResult) => {
      const run = runRule(unfinishedReview, review(denied(applyResult), decision("bo")));
      expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
      expect(run.findings[0]).toMatchObject({
        principal: { id: "ada", type: "user", displayName: "ada" },
        subject: { kind: "accessReviewInstance", id: "D/I", name: '"Review D" of 2026-11-01' },
        severity: "high",
        evidence: ["accessReviewDecisions/1#/value/0", "accessReviewInstances/1#/value/0"],
        message: `Review "Review D" of 2026-11-01 denied ada and the access was not taken away (${applyResult})`,
      });
    },
  );

  it.each(["AppliedSuccessfully", "appliedSuccessfullyButObjectNotFound"])("is satisfied by %s", (applyResult) => {
    const { outcome } = runRule(unfinishedReview, review(denied(applyResult), decision("bo", { decision: "approve" })));
    expect(outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it("finds decisions that were never made, once for a review", () => {
    const run = runRule(
      unfinishedReview,
      review(open("ada"), decision("bo", { decision: "DontKnow" }), decision("cy")),
    );
    expect(run.outcome).toMatchObject({ examined: 3, violations: 1 });
    expect(run.findings[0]).toMatchObject({ principal: null, subject: { id: "D/I" } });
    expect(run.findings[0]?.message).toContain(
      "is over and 2 of its decisions were never made, such as that about ada",
    );
    expect(run.findings[0]?.evidence).toHaveLength(3);
    const [single] = runRule(unfinishedReview, review(open("ada"))).findings;
    expect(single?.message).toContain("1 of its decisions was never made");
  });

  it("tells what was not made from what was not carried out", () => {
    const run = runRule(unfinishedReview, review(open("bo"), denied("New")));
    expect(accused(run)).toEqual(["D/I", "ada"]);
  });

  it("judges a review once its grace is over, to the second", () => {
    const until = (endDateTime: string) =>
      runRule(
        unfinishedReview,
        aTenant()
          .row("accessReviewInstances", instance("I", { endDateTime }))
          .row("accessReviewDecisions", open("ada")),
      ).outcome;
    expect(until("2026-11-20T09:00:00Z")).toMatchObject({ outcome: "violated" });
    expect(until("2026-11-20T09:00:01Z")).toMatchObject({
      outcome: "not-applicable",
      reason: "no review has come to its end",
      examined: 0,
    });
    const patient = runRule(unfinishedReview, review(open("ada")), [], { grace: "P10D" });
    expect(patient.outcome.outcome).toBe("not-applicable");
  });

  it("names a review whose definition is gone by its id, and a day that is not told as such", () => {
    const tenant = aTenant()
      .row("accessReviewInstances", instance("I", { startDateTime: null }))
      .row("accessReviewDecisions", open("ada"));
    expect(runRule(unfinishedReview, tenant).findings[0]?.message).toContain('Review "D" of an unknown day is over');
  });

  it("lets a later review make up for an earlier one, in whichever order they were read", () => {
    const later = (more: Partial<Row<"accessReviewDecisions">>) =>
      decision("ada", { instanceId: "J", id: "later", ...more });
    const withJ = (...decisions: readonly Row<"accessReviewDecisions">[]) =>
      review(...decisions).row("accessReviewInstances", instance("J", { endDateTime: "2026-11-20T08:00:00Z" }));
    // J ended an hour before I.
    for (const order of [
      [denied("AppliedSuccessfully"), later({ decision: "Deny", applyResult: "New" })],
      [later({ decision: "Deny", applyResult: "New" }), denied("AppliedSuccessfully")],
    ]) {
      expect(runRule(unfinishedReview, withJ(...order)).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    }
    expect(subjects(runRule(unfinishedReview, withJ(later({}), denied("New"))))).toEqual(["D/I"]);
    const somebodyElse = decision("bo", { id: "other" });
    const earlier = later({ decision: "Deny", applyResult: "New" });
    expect(subjects(runRule(unfinishedReview, withJ(earlier, somebodyElse)))).toEqual(["D/J"]);
  });

  it("keeps people, resources and reviews apart", () => {
    const other = (more: Partial<Row<"accessReviewDecisions">>) =>
      decision("ada", { decision: "Deny", applyResult: "New", ...more });
    const tenant = review(
      other({ id: "1", resource: { id: "R1" } }),
      other({ id: "2", resource: { id: "R2" } }),
      other({ id: "3", resourceLink: "link" }),
      other({ id: "4", principalId: null, principalName: "no id", principalType: "servicePrincipalIdentity" }),
      other({ id: "5", definitionId: "E" }),
      other({ id: "6", resource: "text", resourceLink: "link of a text" }),
      other({ id: "7", resource: { id: 7 }, resourceLink: "link of a number" }),
    ).row("accessReviewInstances", instance("I", { definitionId: "E" }));
    const run = runRule(unfinishedReview, tenant);
    expect(run.outcome).toMatchObject({ examined: 7, violations: 7 });
    const links = ["D/I/link", "D/I/link of a number", "D/I/link of a text"];
    expect(subjects(run)).toEqual(["D/I", "D/I/R1", "D/I/R2", ...links, "E/I"]);
    expect(run.findings.find(({ principal }) => principal?.id === "4")?.principal?.type).toBe("unknown");
  });

  it.each([
    ['"Archive" (New)', { decision: "Archive", applyResult: "New" }],
    ['"no decision" (no result)', { decision: null, applyResult: null }],
    ['"Deny" (Queued)', { decision: "Deny", applyResult: "Queued" }],
    ['"Deny" (no result)', { decision: "Deny", applyResult: null }],
  ])("does not decide %s", (told, more) => {
    const { outcome } = runRule(unfinishedReview, review(decision("ada", more)));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toBe(`review "Review D" of 2026-11-01: what became of ${told} for ada cannot be told`);
  });

  it("does not decide a review whose end is not told", () => {
    const tenant = aTenant().row("accessReviewInstances", instance("I", { endDateTime: null }));
    const { outcome } = runRule(unfinishedReview, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive" });
    expect(outcome.reason).toContain("when it ends is not told");
  });

  it("is inconclusive where reviews were not read to the end, because a later one may make up for it", () => {
    const tenant = () => review(denied("New"));
    for (const section of ["accessReviewInstances", "accessReviewDecisions"] as const) {
      for (const lacking of [tenant().unread(section), tenant().partial(section)])
        expect(runRule(unfinishedReview, lacking).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    }
  });
});
