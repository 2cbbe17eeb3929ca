import { describe, expect, it } from "vitest";
import { unapprovedDirectPolicy } from "../../../rules/policy/unapproved-direct-policy.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking, withoutApproval } from "../../builders/policies.ts";
import { approving } from "../../builders/policy-settings.ts";
import { aTenant } from "../../builders/tenant.ts";

const direct = {
  allowedTargetScope: "notSpecified",
  ...asking({ enableTargetsToSelfAddAccess: false }),
  ...withoutApproval,
};
/** P and Q exclude each other and are sensitive; R is not. */
const bank = () => aTenant().accessPackages("P", "Q", "R").declares("P", "Q");

describe("unapproved-direct-policy", () => {
  it("finds a policy by which administrators alone hand out a sensitive package", () => {
    const run = runRule(
      unapprovedDirectPolicy,
      bank()
        .policy("direct", "P", direct)
        .policy("asked", "Q", { ...asking(), ...approving() })
        .policy("plain", "R", direct),
    );
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      subject: { kind: "policy", id: "direct" },
      message:
        'Policy "direct" of "P" lets administrators assign a sensitive package that nobody can ask for or approve: it stands in a declared incompatibility',
      evidence: ["policies/1#/value/0"],
    });
  });

  it("finds one whose audience could ask, but may not", () => {
    const tenant = bank().policy("direct", "P", { ...direct, allowedTargetScope: "allMemberUsers" });
    expect(subjects(runRule(unapprovedDirectPolicy, tenant))).toEqual(["direct"]);
  });

  it.each([
    ["people ask", { ...direct, allowedTargetScope: "allMemberUsers", ...asking() }, 1],
    [
      "others ask on their behalf",
      {
        ...direct,
        allowedTargetScope: "allMemberUsers",
        ...asking({ enableTargetsToSelfAddAccess: false, enableOnBehalfRequestorsToAddAccess: true }),
      },
      1,
    ],
    ["somebody agrees", { ...direct, ...approving() }, 1],
    ["a rule gives", { ...direct, isAutomatic: true }, 0],
  ])("is satisfied where %s", (_, settings, examined) => {
    const run = runRule(unapprovedDirectPolicy, bank().policy("fine", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it("leaves alone the packages that `allow` names", () => {
    const tenant = bank().policy("direct", "P", direct);
    expect(runRule(unapprovedDirectPolicy, tenant, [], { allow: ["p"] }).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(unapprovedDirectPolicy, tenant, [], { allow: ["Q"] }))).toEqual(["direct"]);
  });

  it.each([
    ["for whom it is", { ...direct, allowedTargetScope: "martians", ...asking() }],
    ["who may ask", { ...direct, allowedTargetScope: "allMemberUsers", requestorSettings: null }],
    ["whether anybody agrees", { ...direct, requestApprovalSettings: null }],
    ["of which package it is", { ...direct, accessPackageId: null }],
  ])("decides nothing where Graph does not say %s", (_, settings) => {
    const { outcome } = runRule(unapprovedDirectPolicy, bank().policy("odd", "P", settings));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain(
      'Policy "odd" of "P": Graph does not say of which package it is, who may ask, or who agrees',
    );
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("direct", "P", direct);
    expect(runRule(unapprovedDirectPolicy, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(unapprovedDirectPolicy, tenant().partial("policies")))).toEqual(["direct"]);
    expect(runRule(unapprovedDirectPolicy, tenant().unread("incompatibleAccessPackages")).outcome.outcome).toBe(
      "inconclusive",
    );
  });
});
