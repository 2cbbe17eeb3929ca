import { describe, expect, it } from "vitest";
import { externalDelegate } from "../../../rules/catalog/external-delegate.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { delegate, eligibleMember, withRoles } from "../../builders/roles.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () =>
  withRoles(aTenant().user("ann").user("guest", { userType: "guest" }).user("other", { userType: "Guest" }))
    .group("G")
    .app("bot");

describe("external-delegate", () => {
  it("finds a guest who administers a catalog", () => {
    const tenant = delegate(delegate(bank(), "guest", "owner", "C"), "ann", "owner", "C");
    const run = runRule(externalDelegate, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      principal: { id: "guest", type: "guest" },
      subject: { kind: "catalogRole", id: "C/ae79f266-94d4-4dab-b730-feca7e132178" },
      message: "guest is owner, and is a guest",
      evidence: ["entitlementRoleAssignments/1#/value/0"],
    });
  });

  it("finds one through a group, milder where that is only to be activated", () => {
    const tenant = delegate(bank().members("G", "guest"), "G", "owner", null, { principalType: "group" });
    eligibleMember(tenant, "other", "G");
    expect(runRule(externalDelegate, tenant).findings).toMatchObject([
      { severity: "high", subject: { id: "/ae79f266-94d4-4dab-b730-feca7e132178" } },
      { principal: { id: "other" }, severity: "medium", exposure: "eligible" },
    ]);
  });

  it("is satisfied by members and applications, by guests who only read and by those who may", () => {
    const tenant = delegate(delegate(bank(), "ann", "owner", "C"), "guest", "reader", "C");
    delegate(tenant, "bot", "owner", "C", { principalType: "servicePrincipal" });
    expect(runRule(externalDelegate, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
    const allowed = delegate(bank(), "guest", "owner", "C");
    expect(accused(runRule(externalDelegate, allowed, [], { allow: ["guest@bank.example"] }))).toEqual([]);
  });

  it("does not decide who was not read", () => {
    const odd = delegate(bank(), "who", "owner", "C");
    expect(runRule(externalDelegate, odd).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(runRule(externalDelegate, odd).outcome.reason).toContain("whether who, owner, is a guest was not read");
    const scope = delegate(bank(), "ann", "owner", "C", { appScopeId: "/elsewhere" });
    expect(runRule(externalDelegate, scope).outcome.outcome).toBe("inconclusive");
    const tenant = () => delegate(bank(), "guest", "owner", "C");
    expect(runRule(externalDelegate, tenant().unread("users")).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(externalDelegate, tenant().partial("users")))).toEqual(["guest"]);
  });
});
