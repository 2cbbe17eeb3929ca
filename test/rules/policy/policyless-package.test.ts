import { describe, expect, it } from "vitest";
import { policylessPackage } from "../../../rules/policy/policyless-package.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().users("ann", "ben").accessPackages("P", "Q").policy("staff", "Q").assign("ann", "Q");
const odd = { state: "unheardOf" };

describe("policyless-package", () => {
  it("finds a package that people hold and that has no policy", () => {
    const run = runRule(policylessPackage, bank().assign("ann", "P").assign("ben", "P", odd));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      principal: null,
      subject: { kind: "accessPackage", id: "P" },
      message: 'Package "P" has no policy, and 1 of its assignments is active',
      evidence: ["accessPackages/1#/value/0", "assignments/1#/value/1"],
    });
    const both = runRule(policylessPackage, bank().assign("ann", "P").assign("ben", "P"));
    expect(both.findings[0]?.message).toContain("2 of its assignments are active");
  });

  it.each([
    ["has a policy", bank().assign("ann", "P").policy("staff 2", "P")],
    ["is held by nobody", bank()],
    ["is held no longer", bank().assign("ann", "P", { state: "expired" })],
  ])("is satisfied where a package %s", (_, tenant) => {
    expect(runRule(policylessPackage, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it.each([
    ["whether anybody holds it", bank().assign("ann", "P", odd), "whether anybody holds it cannot be told"],
    [
      "whose a policy is",
      bank().assign("ann", "P").policy("whose", "P", { accessPackageId: null }),
      'policy "whose": of which package it is was not told',
    ],
  ])("decides nothing where Graph does not say %s", (_, tenant, why) => {
    const { outcome } = runRule(policylessPackage, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 2, violations: 0 });
    expect(outcome.reason).toBe(`package "P" has no policy that was told; ${why}`);
  });

  it("accuses nobody where policies or assignments were read in part", () => {
    const tenant = () => bank().assign("ann", "P");
    for (const section of ["policyList", "policies", "assignments"] as const) {
      expect(runRule(policylessPackage, tenant().partial(section)).outcome.outcome).toBe("inconclusive");
      expect(runRule(policylessPackage, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
    }
    expect(runRule(policylessPackage, tenant().unread("accessPackages")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(policylessPackage, tenant()))).toEqual(["P"]);
  });
});
