import { describe, expect, it } from "vitest";
import { unapprovedExtension } from "../../../rules/approval/unapproved-extension.ts";
import { asking } from "../../builders/policies.ts";
import { approving } from "../../builders/policy-settings.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const silent = { ...asking(), ...approving({ isApprovalRequiredForUpdate: false }) };
const bank = () => aTenant().accessPackage("P");

describe("unapproved-extension", () => {
  it("finds a policy under which holders extend by themselves what took an approval", () => {
    const tenant = bank()
      .policy("silent", "P", silent)
      .policy("asked again", "P", { ...asking(), ...approving() });
    const run = runRule(unapprovedExtension, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      subject: { kind: "policy", id: "silent" },
      message: expect.stringContaining(
        'Policy "silent" of "P" asks for approval of a request, but lets holders extend',
      ),
      evidence: ["policies/1#/value/0"],
    });
  });

  it.each([
    ["extensions are approved", { ...asking(), ...approving() }, 1],
    ["holders cannot extend", { ...silent, ...asking({ enableTargetsToSelfUpdateAccess: false }) }, 1],
    ["nothing is approved in the first place", { ...silent, ...approving({ isApprovalRequiredForAdd: false }) }, 0],
    ["nobody can ask", { ...silent, allowedTargetScope: "notSpecified" }, 0],
  ])("is satisfied where %s", (_, settings, examined) => {
    const run = runRule(unapprovedExtension, bank().policy("fine", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it.each([
    ["extensions are approved", { ...silent, ...approving({ isApprovalRequiredForUpdate: null }) }],
    [
      "requests are approved",
      { ...silent, ...approving({ isApprovalRequiredForAdd: null, isApprovalRequiredForUpdate: false }) },
    ],
    ["holders can extend", { ...silent, ...asking({ enableTargetsToSelfUpdateAccess: null }) }],
    ["anybody can ask", { ...silent, requestorSettings: null }],
    ["anything is approved", { ...silent, requestApprovalSettings: null }],
    ["it is for somebody", { ...silent, allowedTargetScope: "unknownFutureValue" }],
  ])("decides nothing where Graph does not say whether %s", (_, settings) => {
    const run = runRule(unapprovedExtension, bank().policy("odd", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(run.outcome.reason).toContain('Policy "odd" of "P": Graph does not say whether holders extend');
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("silent", "P", silent);
    expect(runRule(unapprovedExtension, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(unapprovedExtension, tenant().partial("policies")))).toEqual(["silent"]);
    expect(runRule(unapprovedExtension, bank().partial("policies")).outcome.outcome).toBe("inconclusive");
  });
});
