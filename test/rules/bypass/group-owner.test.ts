import { describe, expect, it } from "vitest";
import { groupOwner } from "../../../rules/bypass/group-owner.ts";
import { mayJoin } from "../../builders/administration.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

/** P grants membership of G; nothing grants Free. */
const bank = () =>
  aTenant().users("ada", "bo").groups("G", "Free").accessPackages("P", "Q").grants("P", { group: "G" });
const pack = aPack({ pay: [groupNamed("G")], approve: [packageNamed("Q")] });

describe("group-owner", () => {
  it("finds who owns a group that a package grants", () => {
    const run = runRule(groupOwner, bank().owner("G", "ada").owner("Free", "bo"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ada", type: "user" },
      subject: { kind: "group", id: "G", name: "G" },
      severity: "high",
      exposure: "active",
      evidence: ["groupOwners/1#/value/0"],
      message: 'ada owns "G" and can add anybody past the packages that grant it',
    });
  });

  it("is worse on an owner who holds the opposite duty", () => {
    const run = runRule(groupOwner, bank().owner("G", "ada").owner("G", "bo").assign("ada", "Q"), [pack]);
    const [worse, other] = run.findings;
    expect(worse).toMatchObject({ principal: { id: "ada" }, severity: "critical" });
    expect(worse?.message).toContain("themselves to complete: conflict R1");
    expect(worse?.arithmetic).toContain("the owner holds the opposite duty");
    expect(other).toMatchObject({ principal: { id: "bo" }, severity: "high" });
  });

  it("is milder on whoever may become an owner, and names an owner once", () => {
    const run = runRule(
      groupOwner,
      mayJoin(mayJoin(bank().owner("G", "ada"), "ada", "G", "owner"), "bo", "G", "owner"),
    );
    expect(accused(run)).toEqual(["ada", "bo"]);
    const [, eligible] = run.findings;
    expect(eligible).toMatchObject({ principal: { id: "bo" }, severity: "medium", exposure: "eligible" });
    expect(eligible?.message).toContain('owns "G" once activated');
    expect(accused(runRule(groupOwner, mayJoin(bank(), "bo", "G", "member")))).toEqual([]);
  });

  it("is satisfied without owners, and by those who are allowed", () => {
    expect(runRule(groupOwner, bank()).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    for (const name of ["ada", "ADA@bank.example"]) {
      const run = runRule(groupOwner, bank().owner("G", "ada"), [], { allow: [name] });
      expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    }
  });

  it("names owners that are not among the users that were read", () => {
    const [finding] = runRule(groupOwner, bank().owner("G", "stranger")).findings;
    expect(finding?.principal).toMatchObject({ id: "stranger", displayName: "stranger", type: "user" });
  });

  it("has nothing to judge where packages grant no group", () => {
    expect(runRule(groupOwner, aTenant().group("G").owner("G", "ada")).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no package grants membership of a group",
    });
  });

  it("does not conclude from owners that nobody asked for", () => {
    const { outcome } = runRule(groupOwner, bank().notAsked("groupOwners", "G"));
    expect(outcome).toMatchObject({ outcome: "inconclusive" });
    expect(outcome.reason).toContain('the owners of "G" were not read');
    const eligible = runRule(groupOwner, bank().notAsked("groupEligibilities", "G"));
    expect(eligible.outcome.reason).toBe('who may become a member or owner by activation of "G" was not read');
    expect(runRule(groupOwner, bank().notAsked("groupEligibilities", "Free")).outcome.outcome).toBe("satisfied");
    for (const section of ["groupOwners", "groupEligibilities", "resourceRoleScopes"] as const)
      expect(runRule(groupOwner, bank().unread(section)).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(groupOwner, bank().owner("G", "ada").partial("groupOwners")))).toEqual(["ada"]);
  });
});
