import { describe, expect, it } from "vitest";
import { absentReviewer } from "../../../rules/review/absent-reviewer.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { kind, managerOf, membersOf, someone, type SubjectSet } from "../../builders/policies.ts";
import { noReview, quarterlyReview } from "../../builders/reviews.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () =>
  aTenant()
    .users("ann")
    .user("gone", { accountEnabled: false, displayName: "Nils" })
    .user("guest", { userType: "Guest" })
    .groups("G", "Empty")
    .members("G", "ann")
    .accessPackage("P");
const review = (primaryReviewers: SubjectSet[] | null, fallbackReviewers: SubjectSet[] | null = []) =>
  quarterlyReview({ primaryReviewers, fallbackReviewers });
const run = (tenant: TenantBuilder) => runRule(absentReviewer, tenant);
const runOf = (...lists: Parameters<typeof review>) => run(bank().policy("pol", "P", review(...lists)));

describe("absent-reviewer", () => {
  it("finds reviewers who are deleted, disabled or empty groups, be they the ones who stand in", () => {
    const { outcome, findings } = runOf([someone("nobody"), someone("gone")], [membersOf("Empty")]);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      arithmetic: "medium",
      principal: null,
      subject: { kind: "policy", id: "pol" },
      message:
        'The review that policy "pol" of "P" asks for names user nobody, who is deleted; Nils, who is disabled; group Empty, a group that nobody able is in',
      evidence: ["policies/1#/value/0"],
    });
  });

  it.each([
    ["somebody else", [someone("gone"), someone("ann")], []],
    ["somebody who stands in", [someone("gone")], [membersOf("G")]],
    ["a manager", [someone("gone"), managerOf()], []],
  ])("is milder where %s can review", (_, primary, fallback) => {
    expect(runOf(primary, fallback).findings[0]?.arithmetic).toBe("low = medium -1 (others who are named can review)");
  });

  it("finds a review that names nobody, unless holders review themselves", () => {
    expect(runOf([]).findings[0]?.message).toBe('The review that policy "pol" of "P" asks for names no reviewer');
    const own = (isSelfReview: boolean | null) => run(bank().policy("own", "P", { ...reviewOfNobody(isSelfReview) }));
    expect(own(true).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    expect(own(null).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(own(null).outcome.reason).toContain("whether holders review themselves is not told");
  });

  it.each([
    ["a user", [someone("ann")]],
    ["a guest", [someone("guest")]],
    ["a group", [membersOf("G")]],
    ["the manager", [managerOf()]],
  ])("is satisfied with %s", (_, reviewers) => {
    expect(runOf(reviewers).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("does not apply where no policy asks for reviews", () => {
    const { outcome } = run(bank().policy("none", "P", noReview));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks for reviews" });
  });

  it.each([
    ["of reviewers of a kind unheard of", bank().policy("pol", "P", review([kind("unknownFutureValue")]))],
    ["of reviewers who are not told", bank().policy("pol", "P", review(null))],
    ["of those who stand in and are not told", bank().policy("pol", "P", review([], null))],
    [
      "of members who were not read",
      bank()
        .notAsked("groupMembers", "Empty")
        .policy("pol", "P", review([membersOf("Empty")])),
    ],
    [
      "of members of nested groups",
      bank()
        .members("Empty", "G")
        .policy("pol", "P", review([membersOf("Empty")])),
    ],
    ["of reviews that may be none", bank().policy("pol", "P", quarterlyReview({ isEnabled: null }))],
  ])("decides nothing %s", (_, tenant) => {
    const { outcome } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain('policy "pol" of "P": ');
  });

  it.each(["unread", "partial"] as const)("accuses nobody by what was %s", (how) => {
    for (const section of ["users", "groups", "groupMembers", "policies"] as const) {
      const tenant = bank().policy("pol", "P", review([someone("nobody"), membersOf("Empty")]));
      tenant[how](section);
      expect(run(tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    }
    expect(subjects(run(bank().policy("pol", "P", review([someone("nobody")]))))).toEqual(["pol"]);
  });
});

function reviewOfNobody(isSelfReview: boolean | null) {
  return quarterlyReview({ isSelfReview, primaryReviewers: [], fallbackReviewers: [] });
}
