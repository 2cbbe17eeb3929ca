import { describe, expect, it } from "vitest";
import { unresolvedPrincipal } from "../../../rules/dataquality/unresolved-principal.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { approvedBy, kind, membersOf, openTo, someone, stage } from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () => aTenant().users("ann").group("G").app("erp", "Pay").accessPackages("P", "Q");
const run = (tenant: TenantBuilder, allow: readonly string[] = []) =>
  runRule(unresolvedPrincipal, tenant, [], { allow });

const deletedUser = {
  id: "late",
  displayName: "Late",
  userPrincipalName: null,
  mail: null,
  userType: null,
  employeeId: null,
  deletedDateTime: null,
};

describe("unresolved-principal", () => {
  it("finds holders, those assigned roles, delegates and approvers whom the directory does not know", () => {
    const tenant = bank()
      .assign("x", "P", { targetName: "Xavier" })
      .appRole("erp", "Pay", "y")
      .catalogRole("role", null, "z")
      .policy("pol", "P", approvedBy(stage([someone("w"), someone("ann")])));
    const { outcome, findings } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 5, violations: 4 });
    expect(findings.map(({ message }) => message).sort()).toEqual([
      '"Xavier" (x) is not in the directory, and is named as a holder of "P"',
      'w is not in the directory, and is named as approver of Policy "pol" of "P"',
      "y is not in the directory, and is named as somebody assigned an app role",
      "z is not in the directory, and is named as a delegate of entitlement management",
    ]);
    expect(findings.find(({ subject }) => subject?.id === "x")).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "principal", id: "x", name: "Xavier" },
      evidence: ["assignments/1#/value/0"],
    });
  });

  it("tells once of everything an id is named as, and counts what is too much to name", () => {
    const tenant = bank()
      .assign("x", "P", { targetName: "Xavier" })
      .assign("x", "Q", { targetName: "Xavier" })
      .appRole("erp", "Pay", "x")
      .policy("pol", "P", {
        ...openTo(someone("x")),
        ...approvedBy(stage([kind("singleServicePrincipal", { id: "x" })])),
      });
    const { findings } = run(tenant);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toBe(
      '"Xavier" (x) is not in the directory, and is named as a holder of "P", a holder of "Q", somebody assigned an app role, 2 more',
    );
    expect(findings[0]?.evidence).toHaveLength(4);
  });

  it("is satisfied by users, groups and applications that are there, or were deleted and can be restored", () => {
    const tenant = bank()
      .row("deletedUsers", deletedUser)
      .row("deletedGroups", { id: "old", displayName: "Old", mail: null, deletedDateTime: null })
      .assign("late", "P")
      .assign("ann", "P")
      .appRole("erp", "Pay", "erp", "G", "old");
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 5 });
  });

  it("does not look at people from outside who are not there yet, at what is over, and at groups of policies", () => {
    const tenant = bank()
      .assign("x", "P", { targetObjectId: null })
      .assign("y", "P", { state: "expired" })
      .policy("pol", "P", approvedBy(stage([membersOf("gone"), kind("singleUser"), kind("requestorManager")])));
    expect(run(tenant).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no grant and no policy names anybody",
    });
  });

  it("leaves out principals of other tenants that the configuration names", () => {
    expect(run(bank().assign("x", "P"), ["x"]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("accuses nobody by a directory that was not read; what part of the grants shows stands", () => {
    for (const how of ["unread", "partial"] as const)
      for (const section of ["users", "deletedUsers", "groups", "deletedGroups", "servicePrincipals"] as const)
        expect(run(bank().assign("x", "P")[how](section)).outcome).toMatchObject({
          outcome: "inconclusive",
          violations: 0,
        });
    expect(run(bank().assign("x", "P").unread("assignments")).outcome.outcome).toBe("inconclusive");
    expect(subjects(run(bank().assign("x", "P").partial("assignments")))).toEqual(["x"]);
  });
});
