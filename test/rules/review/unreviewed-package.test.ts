import { describe, expect, it } from "vitest";
import { unreviewedPackage } from "../../../rules/review/unreviewed-package.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aReview, noReview, quarterlyReview } from "../../builders/reviews.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

/** P is sensitive because it is declared incompatible with Q; it grants G and a role of erp. */
const bank = () =>
  aTenant().accessPackages("P", "Q", "Harmless").declares("P", "Q").groups("G", "H").app("erp", "Pay").grants("P", {
    group: "G",
  });
const withRole = () => bank().grants("P", { app: "erp", role: "Pay" });
const reviewed = (tenant: TenantBuilder, ...reviews: readonly Row<"accessReviewDefinitions">[]) => {
  for (const review of reviews) tenant.row("accessReviewDefinitions", review);
  return runRule(unreviewedPackage, tenant.policy("none", "P", noReview));
};
const ofGroup = "/v1.0/groups/G/transitiveMembers/microsoft.graph.user";
const ofApp = "/servicePrincipals/erp/appRoleAssignedTo";

describe("unreviewed-package", () => {
  it.each([
    ["has no settings", noReview],
    ["is switched off", quarterlyReview({ isEnabled: false })],
  ])("finds a sensitive package's policy whose review %s", (_how, settings) => {
    const tenant = bank().policy("none", "P", settings).policy("own", "Q", quarterlyReview());
    const run = runRule(unreviewedPackage, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "policy", id: "none" },
      severity: "high",
      arithmetic: "high",
      evidence: ["policies/1#/value/0"],
      message: 'Policy "none" of "P" asks for no access review, though it stands in a declared incompatibility',
    });
  });

  it("leaves packages alone that no separation is about", () => {
    const { outcome } = runRule(unreviewedPackage, bank().policy("none", "Harmless", noReview));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no sensitive package has a policy" });
  });

  it("is satisfied by a policy that asks for reviews", () => {
    const { outcome } = runRule(unreviewedPackage, bank().policy("own", "P", quarterlyReview()));
    expect(outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each([
    ["the package", "/accessPackageAssignments?$filter=(accessPackageId eq 'P')"],
    ["the policy", "/accessPackageAssignments?$filter=(accessPackageId eq 'Z' and assignmentPolicyId eq 'none')"],
    ["all it grants", ofGroup],
  ])("accepts a recurring review of %s", (_what, query) => {
    expect(reviewed(bank(), aReview("D", query)).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("accepts a group's and an application's review that together take in everything", () => {
    const scope = { principalScopes: [{ query: "/users" }], resourceScopes: [{ query: ofApp }] };
    const run = reviewed(withRole(), aReview("D1", ofGroup), aReview("D2", "", { scope }));
    expect(run.outcome.outcome).toBe("satisfied");
  });

  it("is milder on a package of which a part is reviewed, and names the review", () => {
    const run = reviewed(withRole(), aReview("D1", ofGroup));
    expect(run.findings[0]).toMatchObject({ severity: "medium", subject: { id: "none" } });
    expect(run.findings[0]?.message).toContain('; review "Review D1" (D1) reviews only part of what it grants');
    expect(run.findings[0]?.evidence).toContain("accessReviewDefinitions/1#/value/0");
    expect(run.findings[0]?.arithmetic).toContain("part of what the package grants is reviewed");
  });

  it("names each of several reviews of a part", () => {
    const more = withRole().grants("P", { group: "H" });
    const run = reviewed(more, aReview("D1", ofGroup), aReview("D2", ofApp));
    expect(run.findings[0]?.message).toContain(
      '; review "Review D1" (D1) and review "Review D2" (D2) reviews only part of what it grants',
    );
  });

  it.each([
    ["no review", []],
    ["a review of groups chosen by a filter", [aReview("D", "/groups?$filter=x")]],
  ])("finds a package that grants nothing where there is %s", (_what, reviews) => {
    const tenant = bank().policy("of nothing", "Q", noReview);
    for (const review of reviews) tenant.row("accessReviewDefinitions", review);
    expect(accused(runRule(unreviewedPackage, tenant))).toEqual(["of nothing"]);
  });

  it("counts a site as never reviewed", () => {
    const run = reviewed(bank().grants("P", { site: "https://bank", role: "Members" }), aReview("D", ofGroup));
    expect(run.findings[0]?.severity).toBe("medium");
  });

  it.each([
    ["another group", aReview("D", "/groups/H/transitiveMembers")],
    ["another policy of the package", aReview("D", "accessPackageId eq 'P' and assignmentPolicyId eq 'other'")],
    ["guests alone", aReview("D", "/groups/G/members/microsoft.graph.user/?$filter=(userType eq 'Guest')")],
    ["owners", aReview("D", "/groups/G/owners")],
    ["one person", aReview("D", ofGroup, { scope: [{ query: ofGroup }, { query: "/users/ada" }] })],
    ["the inactive", aReview("D", ofGroup, { scope: { query: ofGroup, inactiveDuration: "P30D" } })],
    [
      "groups chosen by a filter, for guests",
      aReview("D", "/groups?$filter=x", { scope: [{ query: "/groups?$filter=x" }, { query: "./members?userType" }] }),
    ],
    ["no recurrence", aReview("D", ofGroup, { settings: {} })],
    ["recurrence null", aReview("D", ofGroup, { settings: { recurrence: null } })],
    ["a series that is over", aReview("D", ofGroup, { status: "Completed" })],
  ])("does not accept a review of %s", (_what, review) => {
    const run = reviewed(bank(), review);
    expect(run.outcome).toMatchObject({ outcome: "violated", violations: 1 });
    expect(run.findings[0]?.severity).toBe("high");
  });

  it.each([
    ["a scope of a new form", aReview("D", "", { scope: { "@odata.type": "accessReviewNewScope", policyId: "none" } })],
    ["groups chosen by a filter", aReview("D", "/groups?$filter=(groupTypes/any(c:c eq 'Unified'))")],
    ["a scope that is not told", aReview("D", "", { scope: null })],
    ["settings that are not told", aReview("D", "/groups/H", { settings: null })],
  ])("does not decide where there is a review with %s", (_what, review) => {
    const { outcome } = reviewed(bank(), review);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe('policy "none" of "P": whether review "Review D" (D) reviews it is not told');
  });

  it("names each of several reviews of which it cannot be told what they review", () => {
    const untold = ["D", "E"].map((id) => aReview(id, "", { scope: null }));
    expect(reviewed(bank(), ...untold).outcome.reason).toContain(
      'whether review "Review D" (D) or review "Review E" (E) reviews it is not told',
    );
  });

  it("knows that groups chosen by a filter are not all of a package that grants more", () => {
    const run = reviewed(withRole(), aReview("D", "/groups?$filter=x"));
    expect(run.outcome.outcome).toBe("violated");
  });

  it("does not decide policies that do not tell their package or their reviews", () => {
    const mute = runRule(unreviewedPackage, bank().policy("mute", "P", { reviewSettings: null }));
    expect(mute.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(mute.outcome.reason).toContain('policy "mute" of "P": whether it asks for reviews is not told');
    const lost = runRule(unreviewedPackage, bank().policy("lost", "P", { ...noReview, accessPackageId: null }));
    expect(lost.outcome).toMatchObject({ outcome: "inconclusive" });
    expect(lost.outcome.reason).toContain('policy "lost": of which package it is was not told');
  });

  it("is inconclusive where what it concludes from was not read, or not to the end", () => {
    const tenant = () => bank().policy("none", "P", noReview);
    for (const section of ["accessReviewDefinitions", "resourceRoleScopes"] as const) {
      for (const lacking of [tenant().unread(section), tenant().partial(section)]) {
        expect(runRule(unreviewedPackage, lacking).outcome, section).toMatchObject({ outcome: "inconclusive" });
      }
    }
    expect(runRule(unreviewedPackage, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(unreviewedPackage, tenant().partial("policies")))).toEqual(["none"]);
  });
});
