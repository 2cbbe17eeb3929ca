import { describe, expect, it } from "vitest";
import { grantedOwnership } from "../../../rules/bypass/granted-ownership.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackages("P", "Q").groups("G", "H").app("erp", "Pay");
const withRole = (tenant: TenantBuilder, roleOriginId: string) =>
  tenant.row("resourceRoleScopes", {
    id: "odd",
    accessPackageId: "P",
    originSystem: "aadgroup",
    roleOriginId,
    roleName: "Odd",
    scopeOriginId: "G",
    scopeName: "Root",
  });

describe("granted-ownership", () => {
  it("finds a package that grants ownership, each group by itself", () => {
    const tenant = bank().grants("P", { group: "G", as: "Owner" }, { group: "H", as: "Owner" }, { group: "H" });
    const run = runRule(grantedOwnership, tenant.grants("Q", { app: "erp", role: "Owner_of" }));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 2 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "resourceRoleScope", id: "P/P-Owner_G-G", name: "P / owner of G" },
      severity: "high",
      evidence: ["resourceRoleScopes/1#/value/0"],
      message: 'Package "P" makes its holders owners of "G"',
    });
  });

  it("names package and group", () => {
    const tenant = aTenant().accessPackage("1", { displayName: "Pay" }).group("2", { displayName: "Payers" });
    const [finding] = runRule(grantedOwnership, tenant.grants("1", { group: "2", as: "Owner" })).findings;
    expect(finding?.message).toBe('Package "Pay" makes its holders owners of "Payers"');
  });

  it.each(["EligibleOwner_G", "owner_G"])("knows %s", (role) => {
    expect(accused(runRule(grantedOwnership, withRole(bank(), role)))).toEqual(["P/odd"]);
  });

  it.each(["Member_G", "EligibleMember_G"])("is satisfied by %s", (role) => {
    expect(runRule(grantedOwnership, withRole(bank(), role)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
  });

  it.each(["Steward_G", "CoOwner_G"])("does not decide %s", (role) => {
    const { outcome } = runRule(grantedOwnership, withRole(bank(), role));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toBe('package "P": what the role "Odd" of "G" (aadgroup) is cannot be told');
  });

  it("has nothing to judge where no package grants a group", () => {
    const { outcome } = runRule(grantedOwnership, bank().grants("P", { app: "erp", role: "Pay" }));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no package grants a role of a group" });
  });

  it("is inconclusive where roles were not read; what a part shows stands", () => {
    const owns = () => bank().grants("P", { group: "G", as: "Owner" });
    expect(runRule(grantedOwnership, owns().unread("resourceRoleScopes")).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(grantedOwnership, owns().partial("resourceRoleScopes")))).toHaveLength(1);
    expect(runRule(grantedOwnership, bank().partial("resourceRoleScopes")).outcome.outcome).toBe("inconclusive");
  });
});
