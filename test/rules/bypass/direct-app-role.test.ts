import { describe, expect, it } from "vitest";
import { directAppRole } from "../../../rules/bypass/direct-app-role.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () =>
  aTenant()
    .users("ann", "bob")
    .group("payers")
    .app("erp", "Pay", "Read")
    .app("mail", "Send")
    .accessPackages("P", "Q")
    .grants("P", { app: "erp", role: "Pay" });
const run = (tenant: TenantBuilder, allow: readonly string[] = []) => runRule(directAppRole, tenant, [], { allow });

describe("direct-app-role", () => {
  it("finds roles assigned to people past the package that gives them, or that no package gives", () => {
    const { outcome, findings } = run(bank().appRole("erp", "Pay", "ann").appRole("erp", "Read", "bob"));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 2 });
    expect(findings[0]).toMatchObject({
      severity: "high",
      principal: { id: "ann", displayName: "ann", type: "user" },
      subject: { kind: "appRole", id: "erp/Pay", name: "erp / Pay" },
      message: 'ann was assigned erp / Pay directly, without an assignment to "P"',
      evidence: ["appRoleAssignments/1#/value/0"],
    });
    expect(findings[1]?.message).toBe("bob was assigned erp / Read directly, which no package gives");
  });

  it("names applications, roles and packages, and takes any package that gives the role", () => {
    const named = () =>
      aTenant()
        .user("ann")
        .row("servicePrincipals", {
          id: "erp",
          appId: "erp-app",
          appOwnerOrganizationId: null,
          displayName: "Finance",
          servicePrincipalType: "Application",
          accountEnabled: true,
          appRoles: [{ id: "Pay", value: "pay", displayName: "Pay bills", isEnabled: true }],
        })
        .accessPackage("P", { displayName: "Payer" })
        .accessPackage("Q", { displayName: "Deputy" })
        .grants("P", { app: "erp", role: "Pay" })
        .grants("Q", { app: "erp", role: "Pay" })
        .appRole("erp", "Pay", "ann");
    expect(run(named()).findings[0]?.message).toBe(
      'ann was assigned Finance / Pay bills directly, without an assignment to "Payer" and "Deputy"',
    );
    expect(run(named(), ["Finance"]).outcome.outcome).toBe("satisfied");
    expect(run(named().assign("ann", "Q")).outcome.outcome).toBe("satisfied");
  });

  it("is satisfied where an assignment of the same package explains it", () => {
    expect(run(bank().appRole("erp", "Pay", "ann").assign("ann", "P")).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
    const other = run(bank().appRole("erp", "Pay", "ann").assign("ann", "Q").assign("bob", "P"));
    expect(accused(other)).toEqual(["ann"]);
    expect(other.findings[0]?.principal?.userPrincipalName).toBe("ann@bank.example");
    expect(accused(run(bank().appRole("erp", "Pay", "ann").assign("ann", "P", { state: "expired" })))).toEqual(["ann"]);
  });

  it.each([
    ["groups", bank().appRole("erp", "Pay", "payers")],
    ["applications", bank().appRole("erp", "Pay", "mail")],
    ["roles of applications that no package knows", bank().appRole("mail", "Send", "ann")],
  ])("does not look at %s", (_, tenant) => {
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each(["ann", "erp"])("leaves out what the configuration allows: %s", (name) => {
    expect(run(bank().appRole("erp", "Pay", "ann"), [name]).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it("allows people by the name they are shown by, and applications by theirs", () => {
    const tenant = () => bank().app("x", "Pay").grants("Q", { app: "x", role: "Pay" }).appRole("x", "Pay", "ann");
    expect(run(tenant(), ["y"]).outcome.outcome).toBe("violated");
    expect(run(tenant(), ["x"]).outcome.outcome).toBe("satisfied");
  });

  it("decides nothing where an assignment, or what a package gives, cannot be told", () => {
    const unclear = run(bank().appRole("erp", "Pay", "ann").assign("ann", "P", { state: "unknownFutureValue" }));
    expect(unclear.outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(unclear.outcome.reason).toBe("whether a package gives ann erp / Pay cannot be told");
    const odd = () =>
      bank().row("resourceRoleScopes", {
        id: "odd",
        accessPackageId: "Q",
        originSystem: "unknownFutureValue",
        roleOriginId: "r",
        roleName: "Role",
        scopeOriginId: "s",
        scopeName: "s",
      });
    const may = run(odd().appRole("erp", "Pay", "ann").assign("ann", "Q"));
    expect(may.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(may.outcome.reason).toContain('package "Q": what the role "Role" of "s"');
    expect(accused(run(odd().appRole("erp", "Pay", "ann").assign("bob", "Q")))).toEqual(["ann"]);
  });

  it("accuses nobody by what was not read; what part of the assigned roles shows stands", () => {
    const tenant = () => bank().appRole("erp", "Pay", "ann");
    for (const how of ["unread", "partial"] as const)
      for (const section of ["resourceRoleScopes", "assignments", "accessPackages"] as const)
        expect(run(tenant()[how](section)).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(run(tenant().unread("appRoleAssignments")).outcome.outcome).toBe("inconclusive");
    expect(accused(run(tenant().partial("appRoleAssignments")))).toEqual(["ann"]);
  });
});
