import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selfReview } from "../../../rules/review/self-review.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { noReview, quarterlyReview } from "../../builders/reviews.ts";
import { aTenant } from "../../builders/tenant.ts";

const set = (type: string, id: string | null = null) => ({ type, id, managerLevel: null, membershipRule: null });
const reviewedBy = (...primaryReviewers: readonly ReturnType<typeof set>[]) =>
  quarterlyReview({ primaryReviewers: [...primaryReviewers] });
const bank = () => aTenant().users("ada", "bo", "cy").accessPackages("P", "Q").groups("Reviewers", "Nested");
const byPolicy = { policyId: "R" };

describe("self-review", () => {
  it("finds a policy by which everybody reviews themselves", () => {
    const tenant = bank()
      .policy("R", "P", quarterlyReview({ isSelfReview: true }))
      .assign("ada", "P", byPolicy);
    const run = runRule(selfReview, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "policy", id: "R" },
      severity: "high",
      message: 'By policy "R" of "P" everybody reviews their own access',
      evidence: ["policies/1#/value/0"],
    });
  });

  it("finds a reviewer who holds by the policy", () => {
    const tenant = bank()
      .policy("R", "P", reviewedBy(set("SingleUser", "ada")))
      .assign("ada", "P", byPolicy)
      .assign("bo", "P", byPolicy);
    const run = runRule(selfReview, tenant);
    expect(accused(run)).toEqual(["ada"]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1 });
    expect(run.findings[0]).toMatchObject({ subject: { kind: "policy", id: "R" }, principal: { id: "ada" } });
    expect(run.findings[0]?.message).toContain('ada is a reviewer of those who have access by policy "R" of "P"');
    expect(run.findings[0]?.evidence).toEqual(["assignments/1#/value/0", "policies/1#/value/0"]);
  });

  it("finds a reviewer by a group, nested or not, once, with the memberships", () => {
    const tenant = bank()
      .members("Reviewers", "Nested", "bo")
      .members("Nested", "ada", "bo")
      .policy("R", "P", reviewedBy(set("groupMembers", "Reviewers"), set("singleUser", "bo")))
      .assign("ada", "P", byPolicy)
      .assign("bo", "P", byPolicy)
      .assign("cy", "P", byPolicy);
    const run = runRule(selfReview, tenant);
    expect(accused(run)).toEqual(["ada", "bo"]);
    expect(run.findings.find(({ principal }) => principal?.id === "ada")?.evidence).toEqual([
      "assignments/1#/value/0",
      "groupMembers/1#/value/0",
      "groupMembers/1#/value/2",
      "policies/1#/value/0",
    ]);
  });

  it.each(["requestorManager", "targetManager", "internalSponsors", "externalSponsors"])(
    "takes %s for somebody else",
    (type) => {
      const tenant = bank()
        .policy("R", "P", reviewedBy(set(type)))
        .assign("ada", "P", byPolicy);
      expect(runRule(selfReview, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    },
  );

  it("is satisfied where a reviewer holds another package, holds by another policy, or no more", () => {
    const tenant = bank()
      .policy("R", "P", reviewedBy(set("singleUser", "ada")))
      .policy("Other", "P", reviewedBy(set("singleUser", "cy")))
      .assign("ada", "Q", { policyId: "ofQ" })
      .assign("ada", "P", { policyId: "Other" })
      .assign("ada", "P", { ...byPolicy, id: "over", state: "expired" });
    expect(runRule(selfReview, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it("has nothing to judge where no policy asks for reviews", () => {
    const { outcome } = runRule(selfReview, bank().policy("none", "P", noReview));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks for reviews", examined: 0 });
  });

  it.each([
    ["whether holders review themselves is not told", quarterlyReview({ isSelfReview: null })],
    ["who reviews is not told", quarterlyReview({ primaryReviewers: null })],
    ["who reviews as chiefOfStaff is not known", reviewedBy(set("chiefOfStaff", "ada"))],
    ["a reviewer of the kind singleUser is not named", reviewedBy(set("singleUser"))],
    ["whether it asks for reviews is not told", quarterlyReview({ isEnabled: null })],
    ["not among the groups that were listed: Gone", reviewedBy(set("groupMembers", "Gone"))],
  ])("does not decide: %s", (reason, settings) => {
    const tenant = bank().policy("R", "P", settings).assign("ada", "P", byPolicy);
    const { outcome } = runRule(selfReview, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toBe(`policy "R" of "P": ${reason}`);
  });

  it.each([
    ["in a state we do not know", { ...byPolicy, state: "paused" }],
    ["by a policy that is not told", { policyId: null }],
  ])("does not accuse a reviewer who holds %s", (_how, assignment) => {
    const tenant = bank()
      .policy("R", "P", reviewedBy(set("singleUser", "ada")))
      .assign("ada", "P", assignment);
    const { outcome } = runRule(selfReview, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("whether ada, who reviews it, holds by it is not told");
  });

  it("is inconclusive where members of a reviewing group were not read", () => {
    const tenant = bank()
      .policy("R", "P", reviewedBy(set("groupMembers", "Reviewers")))
      .assign("ada", "P", byPolicy)
      .notAsked("groupMembers", "Reviewers");
    expect(runRule(selfReview, tenant).outcome.reason).toContain('the members of "Reviewers" were not read');
    for (const section of ["policies", "assignments", "groupMembers"] as const) {
      expect(runRule(selfReview, bank().policy("R", "P", quarterlyReview()).unread(section)).outcome.outcome).toBe(
        "inconclusive",
      );
    }
  });

  it("lets what a part shows stand", () => {
    const tenant = bank()
      .policy("R", "P", reviewedBy(set("singleUser", "ada")))
      .assign("ada", "P", byPolicy);
    expect(subjects(runRule(selfReview, tenant.partial("assignments")))).toEqual(["R"]);
    const clean = bank().policy("R", "P", quarterlyReview()).partial("assignments");
    expect(runRule(selfReview, clean).outcome.outcome).toBe("inconclusive");
  });

  it("accuses those in both lists and nobody else", () => {
    const people = fc.uniqueArray(fc.constantFrom("ada", "bo", "cy", "di"));
    fc.assert(
      fc.property(people, people, people, (holders, named, members) => {
        const tenant = bank()
          .user("di")
          .members("Reviewers", ...members);
        for (const holder of holders) tenant.assign(holder, "P", byPolicy);
        const sets = [...named.map((id) => set("singleUser", id)), set("groupMembers", "Reviewers")];
        const run = runRule(selfReview, tenant.policy("R", "P", reviewedBy(...sets)));
        const both = holders.filter((id) => named.includes(id) || members.includes(id));
        expect(accused(run)).toEqual(both.toSorted());
      }),
    );
  });
});
