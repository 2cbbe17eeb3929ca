import { describe, expect, it } from "vitest";
import { ownedAgent } from "../../../rules/sod/owned-agent.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed, roleOf } from "../../builders/pack.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const pack = aPack({ raise: [groupNamed("Raisers")], approve: [groupNamed("Approvers"), roleOf("ledger", "approve")] });

const owns = (tenant: TenantBuilder, ownerId: string, servicePrincipalId = "robot") =>
  tenant.row("servicePrincipalOwners", { servicePrincipalId, ownerId, ownerType: "user", ownerName: ownerId });

const bank = () =>
  aTenant()
    .users("ann", "ben")
    .groups("Raisers", "Approvers")
    .app("ledger", "approve")
    .app("robot")
    .members("Raisers", "ann", "ben");

describe("owned-agent", () => {
  it("finds who owns an application that holds the other side, with what each of the two holds", () => {
    const { outcome, findings } = runRule(ownedAgent, owns(bank(), "ann").appRole("ledger", "approve", "robot"), [
      pack,
    ]);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      principal: { id: "ann" },
      subject: { kind: "servicePrincipal", id: "robot" },
      conflict: "R1",
      severity: "high",
      arithmetic: "high = critical -1 (the owner has to act as the application first)",
      exposure: "active",
      message: "ann owns robot, and together they hold to raise and to approve: conflict R1",
    });
    expect(findings[0]?.sides?.map(({ holdings }) => holdings.map(({ path }) => path[0]))).toEqual([
      [{ kind: "user", id: "ann", name: "ann@bank.example" }],
      [{ kind: "servicePrincipal", id: "robot", name: "robot" }],
    ]);
    expect(findings[0]?.evidence).toEqual([
      "appRoleAssignments/1#/value/0",
      "groupMembers/1#/value/0",
      "servicePrincipalOwners/1#/value/0",
    ]);
  });

  it("is milder still where the owner has to activate a side", () => {
    const tenant = owns(bank().user("cleo").eligible("Raisers", "cleo"), "cleo").members("Approvers", "robot");
    expect(runRule(ownedAgent, tenant, [pack]).findings[0]).toMatchObject({
      exposure: "eligible",
      arithmetic:
        "medium = critical -1 (the owner has to act as the application first) -1 (a side has to be activated first)",
    });
  });

  it("finds an owner who has asked for the other side and does not hold it yet", () => {
    const tenant = owns(bank().accessPackage("P"), "ann").members("Approvers", "robot").requests("ann", "P");
    const byPackage = aPack({ raise: [groupNamed("Raisers")], approve: [groupNamed("Approvers"), packageNamed("P")] });
    expect(accused(runRule(ownedAgent, tenant, [byPackage]))).toEqual(["ann"]);
  });

  it("does not conclude where it cannot be told who holds a side, or which sides there are", () => {
    const unreadable = owns(bank().accessPackage("P"), "ann").assign("robot", "P", { state: "unheardOf" });
    const byPackage = aPack({ raise: [groupNamed("Raisers")], approve: [packageNamed("P")] });
    expect(runRule(ownedAgent, unreadable, [byPackage]).outcome.outcome).toBe("inconclusive");
    const undeclared = owns(bank(), "ann").unread("incompatibleGroups");
    expect(runRule(ownedAgent, undeclared, [pack]).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("not every declaration is known") as string,
    });
  });

  it("finds each owner, and each by a group that the application is in", () => {
    const tenant = owns(owns(bank(), "ann"), "ben").members("Approvers", "robot");
    expect(accused(runRule(ownedAgent, tenant, [pack]))).toEqual(["ann", "ben"]);
  });

  it.each<[string, (tenant: TenantBuilder) => TenantBuilder]>([
    ["the application holds the same side", (tenant) => owns(tenant, "ann").members("Raisers", "robot")],
    ["the application holds nothing", (tenant) => owns(tenant, "ann")],
    ["somebody else owns it", (tenant) => owns(tenant.user("cleo"), "cleo").appRole("ledger", "approve", "robot")],
  ])("accuses nobody where %s", (_, told) => {
    const { outcome } = runRule(ownedAgent, told(bank()), [pack]);
    expect(outcome).toMatchObject({ outcome: "satisfied", examined: 1, violations: 0 });
  });

  it("leaves to other rules who holds both sides alone, person or application", () => {
    const person = owns(bank(), "ann").members("Approvers", "ann").appRole("ledger", "approve", "robot");
    expect(accused(runRule(ownedAgent, person, [pack]))).toEqual([]);
    const application = owns(bank(), "ann").members("Raisers", "robot").appRole("ledger", "approve", "robot");
    expect(accused(runRule(ownedAgent, application, [pack]))).toEqual([]);
  });

  it("says nothing where nobody owns an application", () => {
    expect(runRule(ownedAgent, bank(), [pack]).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "nobody owns an application",
    });
  });

  it.each(["servicePrincipalOwners", "groupMembers", "appRoleAssignments"] as const)(
    "is inconclusive where %s was not read, and what a part shows stands",
    (section) => {
      const tenant = () => owns(bank(), "ann").appRole("ledger", "approve", "robot");
      expect(runRule(ownedAgent, tenant().unread(section), [pack]).outcome.outcome).toBe("inconclusive");
      expect(accused(runRule(ownedAgent, tenant().partial(section), [pack]))).toEqual(["ann"]);
      expect(runRule(ownedAgent, owns(bank(), "ann").partial(section), [pack]).outcome.outcome).toBe("inconclusive");
    },
  );
});
