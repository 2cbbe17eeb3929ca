import { describe, expect, it } from "vitest";
import { missingJustification } from "../../../rules/policy/missing-justification.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking } from "../../builders/policies.ts";
import { approving } from "../../builders/policy-settings.ts";
import { aTenant } from "../../builders/tenant.ts";

const silent = { ...asking(), ...approving({ isRequestorJustificationRequired: false }) };
const bank = () => aTenant().accessPackage("P");

describe("missing-justification", () => {
  it("finds a policy that asks nobody why", () => {
    const tenant = bank()
      .policy("silent", "P", silent)
      .policy("asks", "P", { ...asking(), ...approving() });
    const run = runRule(missingJustification, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "policy", id: "silent" },
      message: 'Policy "silent" of "P" does not ask requestors why they need access',
      evidence: ["policies/1#/value/0"],
    });
  });

  it.each([
    ["requestors must say why", { ...asking(), ...approving() }, 1],
    ["nobody can ask", { ...silent, ...asking({ enableTargetsToSelfAddAccess: false }) }, 0],
  ])("is satisfied where %s", (_, settings, examined) => {
    const run = runRule(missingJustification, bank().policy("fine", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it.each([
    ["who may ask", { ...silent, requestorSettings: null }],
    ["anything of approval", { ...silent, requestApprovalSettings: null }],
    ["whether they must say why", { ...silent, ...approving({ isRequestorJustificationRequired: null }) }],
  ])("decides nothing where Graph does not say %s", (_, settings) => {
    const { outcome } = runRule(missingJustification, bank().policy("odd", "P", settings));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain('Policy "odd" of "P": Graph does not say who may ask, or whether they must');
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("silent", "P", silent);
    expect(runRule(missingJustification, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(missingJustification, tenant().partial("policies")))).toEqual(["silent"]);
  });
});
