import { describe, expect, it } from "vitest";
import { individualDelegate } from "../../../rules/catalog/individual-delegate.ts";
import { aCatalog } from "../../builders/catalog.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { delegate, withRoles } from "../../builders/roles.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () =>
  withRoles(aTenant().users("ann", "bob").user("guest", { userType: "Guest" }).group("G").app("bot"))
    .row("catalogs", aCatalog("C", { displayName: "Catalog" }))
    .members("G", "bob");

describe("individual-delegate", () => {
  it("finds people who administer a catalog themselves", () => {
    const tenant = delegate(delegate(bank(), "ann", "owner", "C"), "guest", "assignmentManager", "D");
    const run = runRule(individualDelegate, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 2 });
    expect(run.findings).toMatchObject([
      {
        severity: "low",
        principal: { id: "ann" },
        subject: { kind: "catalogRole", id: "C/ae79f266-94d4-4dab-b730-feca7e132178", name: "owner" },
        message: 'ann is owner of catalog "Catalog" by themselves, not through a group',
        evidence: ["entitlementRoleAssignments/1#/value/0"],
      },
      { principal: { id: "guest" }, message: expect.stringContaining('of catalog "D"') },
    ]);
  });

  it.each([
    ["a group has it", delegate(bank(), "G", "owner", "C", { principalType: "group" }), 0],
    ["an application has it", delegate(bank(), "bot", "owner", "C", { principalType: "servicePrincipal" }), 1],
    ["it is over all catalogs", delegate(bank(), "ann", "owner", null), 0],
    ["it only reads", delegate(bank(), "ann", "reader", "C"), 0],
  ])("is satisfied where %s", (_, tenant, examined) => {
    expect(runRule(individualDelegate, tenant).outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it("leaves out people who may", () => {
    const tenant = delegate(delegate(bank(), "ann", "owner", "C"), "bob", "owner", "C");
    expect(accused(runRule(individualDelegate, tenant, [], { allow: ["ann"] }))).toEqual(["bob"]);
  });

  it("does not decide what nobody tells of, and is inconclusive where delegates were not read", () => {
    const odd = delegate(bank(), "who", "owner", "C", { principalType: "unknown", principalName: "" });
    expect(runRule(individualDelegate, odd).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(runRule(individualDelegate, odd).outcome.reason).toContain("whether who, owner, is a person was not read");
    const scope = delegate(bank(), "ann", "owner", "C", { appScopeId: "/elsewhere" });
    expect(runRule(individualDelegate, scope).outcome.outcome).toBe("inconclusive");
    const tenant = () => delegate(bank(), "ann", "owner", "C");
    const part = "entitlementRoleAssignments";
    expect(runRule(individualDelegate, tenant().unread(part)).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(individualDelegate, tenant().partial(part)))).toEqual(["ann"]);
  });
});
