import { describe, expect, it } from "vitest";
import { tenantWideAdministrator } from "../../../rules/catalog/tenant-wide-administrator.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { administrator, eligibleAdministrator, eligibleMember, withRoles } from "../../builders/roles.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () => withRoles(aTenant().users("ann", "bob", "eve").group("G").members("G", "eve"));
const globals = (...ids: readonly string[]) =>
  ids.reduce<TenantBuilder>((tenant, id) => administrator(tenant, id, "globalAdministrator"), bank().users(...ids));

describe("tenant-wide-administrator", () => {
  it("finds every Identity Governance Administrator", () => {
    const run = runRule(tenantWideAdministrator, administrator(bank(), "ann", "governanceAdministrator"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      arithmetic: "high",
      exposure: "active",
      principal: { id: "ann" },
      subject: { kind: "directoryRole", name: "governanceAdministrator" },
      message: "ann is governanceAdministrator, which administers every catalog",
      evidence: ["directoryRoleAssignments/1#/value/0"],
    });
  });

  it("is milder on those who are only eligible, and counts who is both once, as active", () => {
    const tenant = eligibleAdministrator(bank(), "ann", "governanceAdministrator");
    eligibleAdministrator(tenant, "bob", "governanceAdministrator");
    administrator(tenant, "bob", "governanceAdministrator");
    const run = runRule(tenantWideAdministrator, tenant);
    expect(run.outcome).toMatchObject({ examined: 2, violations: 2 });
    expect(run.findings).toMatchObject([
      { principal: { id: "bob" }, severity: "high", exposure: "active" },
      {
        principal: { id: "ann" },
        exposure: "eligible",
        arithmetic: "medium = high -1 (the role is eligible, not active)",
        message: "ann may become governanceAdministrator, which administers every catalog",
      },
    ]);
    expect(run.findings[0]?.evidence).toEqual([
      "directoryRoleAssignments/1#/value/0",
      "directoryRoleEligibilities/1#/value/1",
    ]);
  });

  it("counts the members of a group, and those who may activate membership", () => {
    const tenant = administrator(bank(), "G", "governanceAdministrator");
    eligibleMember(tenant, "bob", "G");
    const run = runRule(tenantWideAdministrator, tenant);
    expect(accused(run)).toEqual(["bob", "eve"]);
    expect(run.findings[0]?.message).toContain('eve is governanceAdministrator through "G"');
  });

  it("accuses no group that was not read, and concludes nothing from its silence", () => {
    const tenant = () => administrator(bank(), "unlisted", "governanceAdministrator");
    expect(accused(runRule(tenantWideAdministrator, tenant()))).toEqual(["unlisted"]);
    const part = runRule(tenantWideAdministrator, tenant().partial("groups"));
    expect(part.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    const eligible = administrator(bank(), "G", "governanceAdministrator");
    eligibleMember(eligible, "unlisted", "G");
    expect(accused(runRule(tenantWideAdministrator, eligible.partial("groups")))).toEqual(["eve"]);
  });

  it("finds all Global Administrators once there are more than the tenant should have", () => {
    const four = ["a", "b", "c", "d"];
    expect(runRule(tenantWideAdministrator, globals(...four)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 4,
    });
    const run = runRule(tenantWideAdministrator, globals(...four, "e"));
    expect(accused(run)).toEqual([...four, "e"]);
    expect(run.findings[0]?.message).toBe("a is globalAdministrator, one of 5 such accounts, where 4 may be");
    const governance = administrator(globals(...four), "ann", "governanceAdministrator");
    expect(accused(runRule(tenantWideAdministrator, governance))).toEqual(["ann"]);
    const most = { mostGlobalAdministrators: 3 };
    expect(accused(runRule(tenantWideAdministrator, globals(...four), [], most))).toEqual(four);
  });

  it("leaves out accounts that may, and does not count them", () => {
    const allow = ["A", "b@bank.example"];
    const most = { mostGlobalAdministrators: 1, allow };
    expect(accused(runRule(tenantWideAdministrator, globals("a", "b", "c"), [], most))).toEqual([]);
    expect(accused(runRule(tenantWideAdministrator, globals("a", "b", "c", "d"), [], most))).toEqual(["c", "d"]);
    const governance = administrator(bank(), "ann", "governanceAdministrator");
    expect(runRule(tenantWideAdministrator, governance, [], { allow: ["ANN"] }).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
  });

  it("is satisfied by other roles, and by none", () => {
    expect(runRule(tenantWideAdministrator, administrator(bank(), "ann", "globalReader")).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
    expect(runRule(tenantWideAdministrator, aTenant()).outcome.outcome).toBe("satisfied");
  });

  it("clears nobody where a group's members were not read", () => {
    const tenant = administrator(bank().notAsked("groupMembers", "G"), "G", "governanceAdministrator");
    expect(runRule(tenantWideAdministrator, tenant).outcome.reason).toContain('the members of "G" were not read');
    const empty = administrator(bank().group("H").notAsked("groupMembers", "H"), "H", "governanceAdministrator");
    expect(runRule(tenantWideAdministrator, empty).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("is inconclusive where assignments were not read; what a part shows stands", () => {
    const tenant = () => administrator(bank(), "ann", "governanceAdministrator");
    const unread = tenant().unread("directoryRoleAssignments");
    expect(runRule(tenantWideAdministrator, unread).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(tenantWideAdministrator, tenant().partial("directoryRoleAssignments")))).toEqual(["ann"]);
    const reader = administrator(bank(), "ann", "globalReader").partial("directoryRoleAssignments");
    expect(runRule(tenantWideAdministrator, reader).outcome.outcome).toBe("inconclusive");
    expect(runRule(tenantWideAdministrator, tenant().unread("groupEligibilities")).outcome.outcome).toBe(
      "inconclusive",
    );
  });
});
