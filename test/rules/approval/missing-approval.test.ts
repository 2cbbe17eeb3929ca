import { describe, expect, it } from "vitest";
import { missingApproval } from "../../../rules/approval/missing-approval.ts";
import { asking } from "../../builders/policies.ts";
import { approving } from "../../builders/policy-settings.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const unapproved = { ...asking(), ...approving({ isApprovalRequiredForAdd: false }) };
const approved = { ...asking(), ...approving() };
const bank = () => aTenant().accessPackage("P");

describe("missing-approval", () => {
  it("finds a policy that gives access to whoever asks", () => {
    const run = runRule(missingApproval, bank().policy("open", "P", unapproved).policy("closed", "P", approved));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      principal: null,
      subject: { kind: "policy", id: "open", name: "open" },
      message: 'Policy "open" of "P" gives access to whoever asks, without approval',
      evidence: ["policies/1#/value/0"],
    });
  });

  it("is satisfied where somebody must agree", () => {
    const run = runRule(missingApproval, bank().policy("closed", "P", approved));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each([
    ["is for nobody", { ...unapproved, allowedTargetScope: "notSpecified" }],
    ["nobody can ask under", { ...unapproved, ...asking({ enableTargetsToSelfAddAccess: false }) }],
  ])("leaves out a policy that %s", (_, settings) => {
    const run = runRule(missingApproval, bank().policy("by administrators", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each([["p"], ["PACKAGE"]])("leaves out packages that need none, called %s", (name) => {
    const tenant = bank().policy("open", "P", { ...unapproved, accessPackageName: "Package" });
    expect(runRule(missingApproval, tenant, [], { allow: [name] }).outcome).toMatchObject({ outcome: "satisfied" });
    expect(runRule(missingApproval, tenant, [], { allow: ["Pack"] }).outcome).toMatchObject({ outcome: "violated" });
  });

  it.each([
    ["requestor settings", { ...unapproved, requestorSettings: null }],
    ["whether they may ask", { ...unapproved, ...asking({ enableTargetsToSelfAddAccess: null }) }],
    ["approval settings", { ...unapproved, requestApprovalSettings: null }],
    ["whether approval is needed", { ...unapproved, ...approving({ isApprovalRequiredForAdd: null }) }],
    ["the scope", { ...unapproved, allowedTargetScope: null }],
    ["a scope there is", { ...unapproved, allowedTargetScope: "everybodyOnMars" }],
  ])("decides nothing where Graph does not say %s", (_, settings) => {
    const run = runRule(missingApproval, bank().policy("odd", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(run.outcome.reason).toContain('Policy "odd" of "P": Graph does not say who may ask');
  });

  it("reads scopes in whatever casing", () => {
    const nobody = { ...unapproved, allowedTargetScope: "NOTSPECIFIED" };
    const guests = { ...unapproved, allowedTargetScope: "AllExternalUsers" };
    expect(subjects(runRule(missingApproval, bank().policy("none", "P", nobody).policy("all", "P", guests)))).toEqual([
      "all",
    ]);
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("open", "P", unapproved);
    expect(runRule(missingApproval, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(missingApproval, tenant().partial("policies")))).toEqual(["open"]);
    const clean = bank().policy("closed", "P", approved).partial("policies");
    expect(runRule(missingApproval, clean).outcome.outcome).toBe("inconclusive");
  });
});
