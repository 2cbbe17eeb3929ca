import { describe, expect, it } from "vitest";
import { automaticSensitivePackage } from "../../../rules/policy/automatic-sensitive-package.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { subjectSet } from "../../builders/policy-settings.ts";
import { aPack, groupNamed, packageNamed } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const rule = '(user.department -eq "Payments")';
const automatic = {
  isAutomatic: true,
  allowedTargetScope: "specificDirectoryUsers",
  specificAllowedTargets: [subjectSet("attributeRuleMembers", null, rule)],
};
const bank = () => aTenant().group("G").accessPackages("P", "Q", "R").declares("P", "Q");

describe("automatic-sensitive-package", () => {
  it("finds a rule that hands out a package of a conflict", () => {
    const run = runRule(automaticSensitivePackage, bank().policy("by rule", "Q", automatic));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      principal: null,
      subject: { kind: "policy", id: "by rule" },
      message: `Policy "by rule" of "Q" gives a sensitive package to whoever meets ${rule}: it stands in a declared incompatibility`,
      evidence: ["policies/1#/value/0"],
    });
  });

  it("finds one by the group that the package grants", () => {
    const pack = aPack({ raise: [groupNamed("G")], approve: [packageNamed("P")] });
    const tenant = bank().grants("R", { group: "G" }).policy("by rule", "R", automatic);
    const { findings } = runRule(automaticSensitivePackage, tenant, [pack]);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('it grants "to raise"')]);
  });

  it("names every rule, and says where Graph shows none", () => {
    const targets = [subjectSet("attributeRuleMembers", null, "a"), subjectSet("attributeRuleMembers", null, "b")];
    const tenant = bank()
      .policy("two", "P", { ...automatic, specificAllowedTargets: targets })
      .policy("none", "P", { ...automatic, specificAllowedTargets: null })
      .policy("untold", "P", { ...automatic, specificAllowedTargets: [subjectSet("attributeRuleMembers")] });
    const messages = runRule(automaticSensitivePackage, tenant).findings.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining("a rule that Graph does not show"),
      expect.stringContaining("whoever meets a or b:"),
      expect.stringContaining("a rule that Graph does not show"),
    ]);
  });

  it("is satisfied by packages of no conflict, and by policies that wait to be asked", () => {
    const tenant = bank().policy("by rule", "R", automatic).policy("on request", "P");
    expect(runRule(automaticSensitivePackage, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("decides nothing where Graph does not say of which package the policy is", () => {
    const run = runRule(automaticSensitivePackage, bank().policy("odd", "P", { ...automatic, accessPackageId: null }));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(run.outcome.reason).toContain("of which package it is");
  });

  it.each(["policies", "incompatibleAccessPackages"] as const)("is inconclusive where %s were not read", (section) => {
    const tenant = () => bank().policy("by rule", "P", automatic);
    expect(runRule(automaticSensitivePackage, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(automaticSensitivePackage, tenant().partial(section)))).toEqual(["by rule"]);
    expect(runRule(automaticSensitivePackage, bank().partial(section)).outcome.outcome).toBe("inconclusive");
  });
});
