import { describe, expect, it } from "vitest";
import { duplicatePackage } from "../../../rules/hygiene/duplicate-package.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant, type Grant, type TenantBuilder } from "../../builders/tenant.ts";

const group: Grant = { group: "G" };
const owner: Grant = { group: "G", as: "Owner" };
const elsewhere: Grant = { app: "other", role: "Pay" };
const role: Grant = { app: "erp", role: "Pay" };
const granting = (packages: Readonly<Record<string, readonly Grant[]>>): TenantBuilder => {
  const tenant = aTenant().group("G").app("erp", "Pay", "Read");
  for (const [id, grants] of Object.entries(packages))
    tenant.accessPackage(id, { catalogId: "C", catalogName: "Payments" }).grants(id, ...grants);
  return tenant;
};

describe("duplicate-package", () => {
  it("finds packages that grant the same, in whatever order", () => {
    const run = runRule(duplicatePackage, granting({ P: [group, role], Q: [role, group], R: [group] }));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 2 });
    expect(run.findings).toMatchObject([
      {
        severity: "low",
        subject: { kind: "accessPackage", id: "P" },
        message: 'Package "P" grants exactly what "Q" grants',
        evidence: [
          "accessPackages/1#/value/0",
          "accessPackages/1#/value/1",
          "resourceRoleScopes/1#/value/0",
          "resourceRoleScopes/1#/value/1",
        ],
      },
      { subject: { id: "Q" }, message: 'Package "Q" grants exactly what "P" grants' },
    ]);
  });

  it("names the others in their own order", () => {
    const run = runRule(duplicatePackage, granting({ P: [group], R: [group], Q: [group] }));
    expect(run.findings[0]?.message).toBe('Package "P" grants exactly what "Q" and "R" grant');
  });

  it("compares origins in whatever casing, and a role that is granted twice as one", () => {
    const twice = granting({ P: [group], Q: [group] });
    const row = { scopeOriginId: "G", roleOriginId: "Member_G", roleName: "Member", scopeName: "Root" };
    twice.row("resourceRoleScopes", { id: "again", accessPackageId: "Q", originSystem: "AADGroup", ...row });
    expect(subjects(runRule(duplicatePackage, twice))).toEqual(["P", "Q"]);
  });

  it.each([
    ["one grants more", { P: [group], Q: [group, role] }, 2],
    ["the roles differ", { P: [group], Q: [owner] }, 2],
    ["the resources differ", { P: [role], Q: [elsewhere] }, 2],
    ["both grant nothing", { P: [], Q: [] }, 0],
  ])("is satisfied where %s", (_, packages, examined) => {
    expect(runRule(duplicatePackage, granting(packages)).outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it.each(["P", "q", "c", "payments"])("leaves out what `allow` names as %s", (name) => {
    const tenant = granting({ P: [group], Q: [group] });
    expect(runRule(duplicatePackage, tenant, [], { allow: [name] }).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(duplicatePackage, tenant, [], { allow: ["R"] }))).toEqual(["P", "Q"]);
  });

  it("accuses nobody where what packages grant was read in part", () => {
    const tenant = () => granting({ P: [group], Q: [group] });
    for (const section of ["accessPackages", "resourceRoleScopes"] as const) {
      expect(runRule(duplicatePackage, tenant().partial(section)).outcome.outcome).toBe("inconclusive");
      expect(runRule(duplicatePackage, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
    }
  });
});
