import { describe, expect, it } from "vitest";
import { tenantWideWriter } from "../../../rules/bypass/tenant-wide-writer.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { application, ownsApplication, withGraph } from "../../builders/administration.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const write = "GroupMember.ReadWrite.All";
const bank = (more: Partial<Row<"servicePrincipals">> = {}) =>
  application(withGraph(aTenant().user("ada"), write, "User.Read.All", "Group.ReadWrite.All"), "robot", more);

describe("tenant-wide-writer", () => {
  it("finds an application by each permission, and each of its owners", () => {
    const tenant = ownsApplication(bank().appRole("graph", write, "robot"), "robot", "ada");
    const run = runRule(tenantWideWriter, tenant.appRole("graph", "Group.ReadWrite.All", "robot"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 3 });
    const [owner, group, member] = run.findings;
    expect(owner).toMatchObject({
      principal: { id: "ada", type: "user" },
      subject: { kind: "servicePrincipal", id: "robot" },
      severity: "high",
      evidence: ["appRoleAssignments/1#/value/0", "appRoleAssignments/1#/value/1", "servicePrincipalOwners/1#/value/0"],
      message: `ada owns application "robot" and can speak for it, with ${write}, Group.ReadWrite.All`,
    });
    expect(group).toMatchObject({ principal: { id: "robot", type: "servicePrincipal" } });
    expect([group, member].map((finding) => finding?.subject)).toEqual(
      ["Group.ReadWrite.All", write].map((name) => ({ kind: "appRole", id: `graph/${name}`, name })),
    );
    expect(member).toMatchObject({
      message: `Application "robot" can write to the whole tenant by ${write}`,
      arithmetic: "high",
      evidence: ["appRoleAssignments/1#/value/0"],
    });
    expect(run.outcome.reason).toBeUndefined();
  });

  it("is satisfied by an owned application that only reads, and by one that is allowed", () => {
    const reads = ownsApplication(bank().appRole("graph", "User.Read.All", "robot"), "robot", "ada");
    expect(runRule(tenantWideWriter, reads).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
    for (const name of ["ROBOT", "robot-App"]) {
      const run = runRule(tenantWideWriter, bank().appRole("graph", write, "robot"), [], { allow: [name] });
      expect(run.outcome).toMatchObject({
        outcome: "not-applicable",
        examined: 0,
        reason: "no application has a permission of Microsoft Graph",
      });
    }
  });

  it("judges the permissions that the configuration names", () => {
    const tenant = () => bank().appRole("graph", write, "robot");
    expect(runRule(tenantWideWriter, tenant(), [], { permissions: ["Group.ReadWrite.All"] }).findings).toEqual([]);
    expect(runRule(tenantWideWriter, tenant(), [], { permissions: [write] }).findings).toHaveLength(1);
  });

  it("leaves Microsoft's own applications alone, and users who have an app role", () => {
    const own = bank({ appOwnerOrganizationId: "F8CDEF31-a31e-4b4a-93e4-5f571e91255a" }).appRole(
      "graph",
      write,
      "robot",
    );
    expect(runRule(tenantWideWriter, own).outcome.outcome).toBe("not-applicable");
    expect(runRule(tenantWideWriter, bank().appRole("graph", write, "ada")).outcome.outcome).toBe("not-applicable");
    const other = application(bank(), "erp", {
      appRoles: [{ id: write, value: write, displayName: write, isEnabled: true }],
    });
    expect(runRule(tenantWideWriter, other.appRole("erp", write, "robot")).outcome.outcome).toBe("not-applicable");
  });

  it("is milder on an application that is disabled, and accuses managed identities", () => {
    const off = runRule(tenantWideWriter, bank({ accountEnabled: false }).appRole("graph", write, "robot"));
    expect(off.findings[0]).toMatchObject({ severity: "medium" });
    expect(off.findings[0]?.arithmetic).toContain("the application is disabled");
    const managed = bank({ appOwnerOrganizationId: null, servicePrincipalType: "ManagedIdentity" });
    expect(accused(runRule(tenantWideWriter, managed.appRole("graph", write, "robot")))).toEqual(["robot"]);
  });

  it("does not decide whose an application is, or what a permission is, where that is not told", () => {
    const whose = runRule(tenantWideWriter, bank({ appOwnerOrganizationId: null }).appRole("graph", write, "robot"));
    expect(whose.outcome).toMatchObject({ outcome: "inconclusive", violations: 0, examined: 1 });
    expect(whose.outcome.reason).toContain('application "robot": whether it is Microsoft\'s own is not told');
    const what = runRule(tenantWideWriter, bank().appRole("graph", "new permission", "robot"));
    expect(what.outcome.reason).toContain("robot has the permission new permission, whose name is not told");
    const stranger = bank().row("appRoleAssignments", {
      id: "x",
      resourceId: "graph",
      appRoleId: write,
      principalId: "gone",
      principalType: "ServicePrincipal",
      principalDisplayName: "gone",
      createdDateTime: null,
    });
    expect(runRule(tenantWideWriter, stranger).outcome.reason).toContain("gone is not among the applications");
  });

  it("is inconclusive where applications or owners were not read; what a part shows stands", () => {
    const tenant = () => bank().appRole("graph", write, "robot");
    for (const section of ["servicePrincipals", "servicePrincipalOwners", "appRoleAssignments"] as const)
      expect(runRule(tenantWideWriter, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(tenantWideWriter, tenant().partial("appRoleAssignments")))).toEqual(["robot"]);
  });
});
