import { describe, expect, it } from "vitest";
import { outOfBandAddition } from "../../../rules/bypass/out-of-band-addition.ts";
import { auditedTenant, byApplication, logged, month, onGroup, onUser } from "../../builders/audit.ts";
import { accused, runRule } from "../../builders/judging.ts";

const at = "2026-11-10T08:00:00Z";

const bank = () =>
  auditedTenant()
    .users("ann", "bob")
    .groups("G", "H")
    .accessPackage("P", { displayName: "Pay" })
    .accessPackage("Q")
    .grants("P", { group: "G" })
    .grants("Q", { group: "G" });

function added(by: string, more = {}, tenant = bank()) {
  logged(tenant, at, "Add member to group", by, {
    on: [onUser("ann"), onGroup("G")],
    category: "GroupManagement",
    ...more,
  });
  return tenant;
}

function owned(owner: string, tenant = bank()) {
  return tenant.row("servicePrincipals", {
    id: "sp",
    appId: "app",
    appOwnerOrganizationId: owner,
    displayName: "MS-PIM",
    servicePrincipalType: "Application",
    accountEnabled: true,
    appRoles: [],
  });
}

describe("out-of-band-addition", () => {
  it("finds whoever was put into a package's group by hand", () => {
    const run = runRule(outOfBandAddition, added("bob"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      principal: { id: "ann", type: "user" },
      subject: { kind: "group", id: "G", name: "G" },
      message: 'bob put ann into "G" by hand on 2026-11-10T08:00:00Z, past "Pay" and "Q"',
      evidence: ["auditEvents/1#/value/0"],
    });
  });

  it.each(["Azure AD Identity Governance - User Management", "MS-PIM"])("is satisfied by %s", (name) => {
    const run = runRule(outOfBandAddition, added("", byApplication(name)));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("believes a service's name where the application is Microsoft's, or is not known", () => {
    const byPim = byApplication("MS-PIM", "sp");
    const theirs = added("", byPim, owned("f8cdef31-a31e-4b4a-93e4-5f571e91255a"));
    expect(runRule(outOfBandAddition, theirs).outcome.outcome).toBe("satisfied");
    expect(accused(runRule(outOfBandAddition, added("", byPim, owned("bank"))))).toEqual(["ann"]);
    const inSmallLetters = added("", byApplication("ms-pim", "sp"), owned("bank"));
    expect(accused(runRule(outOfBandAddition, inSmallLetters))).toEqual(["ann"]);
  });

  it.each([
    ["an application by its id", byApplication("Sync", "sync-id"), "Sync-ID"],
    ["an application by its name", byApplication("Sync", "sync-id"), "SYNC"],
    ["a user by id", { actorId: "bob" }, "BOB"],
    ["a user by user principal name", { actorId: null }, "Bob@bank.example"],
  ])("lets pass who is allowed: %s", (_, by, allowed) => {
    const tenant = added("bob", by);
    expect(runRule(outOfBandAddition, tenant, [], { allow: [allowed] }).outcome.outcome).toBe("satisfied");
    expect(runRule(outOfBandAddition, tenant, [], { allow: ["somebody else"] }).outcome.outcome).toBe("violated");
  });

  it("lets an application pass that another company owns, where it is allowed by a name of its own or by id", () => {
    const sync = byApplication("Sync", "sp");
    expect(runRule(outOfBandAddition, added("", sync, owned("bank")), [], { allow: ["Sync"] }).outcome.outcome).toBe(
      "satisfied",
    );
    const pim = byApplication("MS-PIM", "sp");
    expect(runRule(outOfBandAddition, added("", pim, owned("bank")), [], { allow: ["sp"] }).outcome.outcome).toBe(
      "satisfied",
    );
  });

  it("does not take a user for a service by the name", () => {
    const named = { actorName: "MS-PIM", actorUserPrincipalName: null };
    expect(accused(runRule(outOfBandAddition, added("bob", named)))).toEqual(["ann"]);
  });

  it("leaves groups alone that no package grants, be they declared incompatible", () => {
    const tenant = added("bob", { on: [onUser("ann"), onGroup("H")] });
    logged(tenant, at, "Create incompatible group", "bob", { on: [onGroup("H")] });
    expect(runRule(outOfBandAddition, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("takes no other event about a package's group for an addition", () => {
    const tenant = bank();
    logged(tenant, at, "Create incompatible group", "bob", { on: [onGroup("G"), onUser("ann")] });
    expect(runRule(outOfBandAddition, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("does not take what a package grants of other systems for a group", () => {
    const tenant = auditedTenant().accessPackage("P").app("G", "role").grants("P", { app: "G", role: "role" });
    logged(tenant, at, "Create incompatible group", "bob", { on: [onGroup("G")] });
    expect(runRule(outOfBandAddition, added("bob", {}, tenant)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it("names a package that was not listed by its id, and the member as the log does", () => {
    const tenant = auditedTenant().group("G").accessPackage("Q").grants("P", { group: "G" });
    const run = runRule(outOfBandAddition, added("bob", { on: [onUser("gone"), onGroup("G")] }, tenant));
    expect(run.findings[0]?.message).toContain('bob put gone into "G" by hand');
    expect(run.findings[0]?.message).toContain('past "P"');
  });

  it("does not decide where the log does not say who did it, or to whom", () => {
    const nobody = { actorKind: "unknown", actorId: null, actorName: null, actorUserPrincipalName: null };
    const run = runRule(outOfBandAddition, added("", nobody));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(run.outcome.reason).toContain('who put a member into "G" on 2026-11-10T08:00:00Z is not logged');
    const two = runRule(outOfBandAddition, added("bob", { on: [onGroup("H"), onGroup("G")] }));
    expect(two.outcome).toMatchObject({ outcome: "inconclusive", examined: 0 });
  });

  it.each([
    ["of a kind nobody has heard of", "Put member into group", "GroupManagement"],
    ["of a kind nobody has heard of, of entitlement management", "Move member to group", "EntitlementManagement"],
  ])("does not decide where something was done to a package's group %s", (_, activity, category) => {
    const tenant = bank();
    logged(tenant, at, activity, "bob", { category, on: [onUser("ann"), onGroup("G")] });
    const { outcome } = runRule(outOfBandAddition, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 0, violations: 0 });
    expect(outcome.reason).toBe(
      `whether "${activity}" of 2026-11-10T08:00:00Z put somebody into a group cannot be told: sodscan does not know it`,
    );
  });

  it("takes a group that only the changes name for the group that something unheard of was done to", () => {
    const changes = [{ target: "ann", property: "Group.ObjectID", oldValue: null, newValue: '"G"' }];
    const tenant = bank();
    logged(tenant, at, "Put member into group", "bob", { category: "GroupManagement", on: [onUser("ann")], changes });
    expect(runRule(outOfBandAddition, tenant).outcome.outcome).toBe("inconclusive");
  });

  it.each([
    ["what is known to add nobody", "Update group", "GroupManagement", [onGroup("G")]],
    [
      "what Privileged Identity Management says beside it",
      "Add member to role in PIM completed (timebound)",
      "GroupManagement",
      [onGroup("G")],
    ],
    ["what was done to another group", "Put member into group", "GroupManagement", [onUser("ann"), onGroup("H")]],
    ["what is about roles", "Put member into role", "RoleManagement", [onGroup("G")]],
    ["what failed", "Put member into group", "GroupManagement", [onGroup("G")], "failure"],
  ])("is satisfied by %s", (_, activity, category, on, result = "success") => {
    const tenant = bank();
    logged(tenant, at, activity, "bob", { category, on, result });
    expect(runRule(outOfBandAddition, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("does not decide where an addition names nothing at all", () => {
    const tenant = added("bob", { on: [] });
    expect(runRule(outOfBandAddition, tenant).outcome).toMatchObject({ outcome: "inconclusive", examined: 0 });
    const none = auditedTenant().group("G").accessPackage("P");
    expect(runRule(outOfBandAddition, added("bob", { on: [] }, none)).outcome.outcome).toBe("satisfied");
  });

  it.each([
    ["an empty log", bank().audited({ asked: month, seen: null }), "proves nothing"],
    ["a log not read", added("bob").unread("auditEvents"), "auditEvents"],
    ["half a log", added("", byApplication("MS-PIM")).partial("auditEvents"), "auditEvents was not read"],
    ["what packages grant not read", added("bob").unread("resourceRoleScopes"), "resourceRoleScopes"],
  ])("is inconclusive for %s", (_, tenant, reason) => {
    const { outcome } = runRule(outOfBandAddition, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("stands by what half a log shows", () => {
    expect(accused(runRule(outOfBandAddition, added("bob").partial("auditEvents", "resourceRoleScopes")))).toEqual([
      "ann",
    ]);
  });
});
