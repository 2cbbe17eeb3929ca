import { describe, expect, it } from "vitest";
import { privilegedResource } from "../../../rules/catalog/privileged-resource.ts";
import { aCatalog, aResource } from "../../builders/catalog.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () =>
  aTenant()
    .group("G")
    .group("admins", { isAssignableToRole: true })
    .row("catalogs", aCatalog("C", { displayName: "Catalog" }))
    .accessPackage("P", { catalogId: "C" })
    .accessPackage("Q", { catalogId: "C" });
const graph = (...permissions: readonly string[]) =>
  bank().row("servicePrincipals", {
    id: "graph",
    appId: "00000003-0000-0000-c000-000000000000",
    appOwnerOrganizationId: null,
    displayName: "Microsoft Graph",
    servicePrincipalType: "Application",
    accountEnabled: true,
    appRoles: permissions.map((value) => ({ id: value, value, displayName: value, isEnabled: true })),
  });
const scope = (packageId: string, roleName: string) => ({
  id: `${packageId} ${roleName}`,
  accessPackageId: packageId,
  originSystem: "AadGroup",
  roleOriginId: roleName,
  roleName,
  scopeOriginId: "admins",
  scopeName: "admins",
});

describe("privileged-resource", () => {
  it("finds a group that directory roles can be assigned to, and the packages that grant it", () => {
    const tenant = bank()
      .row("catalogResources", aResource("C", "AadGroup", "admins"))
      .row("catalogResources", aResource("C", "AadGroup", "G"))
      .row("resourceRoleScopes", scope("P", "Member"))
      .row("resourceRoleScopes", scope("P", "Owner"))
      .row("resourceRoleScopes", scope("Q", "Eligible Member"));
    const run = runRule(privilegedResource, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "critical",
      arithmetic: "critical",
      subject: { kind: "catalogResource", id: "C/resource admins", name: "admins" },
      message:
        '"admins" in catalog "Catalog" is a group that directory roles can be assigned to: 2 of the packages grant it',
      evidence: [
        "catalogResources/1#/value/0",
        "resourceRoleScopes/1#/value/0",
        "resourceRoleScopes/1#/value/1",
        "resourceRoleScopes/1#/value/2",
      ],
    });
  });

  it("finds directory roles, in whatever casing", () => {
    const run = runRule(privilegedResource, bank().row("catalogResources", aResource("C", "directoryROLE", "role")));
    expect(run.findings[0]?.message).toContain('"role" in catalog "Catalog" is a directory role:');
  });

  it.each(["Directory.ReadWrite.All", "Sites.FullControl.All", "Sites.Manage.All", "Group.ReadWrite"])(
    "finds Microsoft Graph where it has %s",
    (permission) => {
      const tenant = graph("User.Read.All", permission).row(
        "catalogResources",
        aResource("C", "AadApplication", "graph"),
      );
      expect(runRule(privilegedResource, tenant).findings[0]?.message).toContain("Microsoft Graph with permissions");
    },
  );

  it.each([
    [
      "Graph to read with",
      graph("User.Read.All", "User.ReadWriteless").row("catalogResources", aResource("C", "AadApplication", "graph")),
    ],
    [
      "another application",
      bank()
        .app("erp", "Files.ReadWrite.All")
        .row("catalogResources", aResource("C", "AadApplication", "erp")),
    ],
    ["a site", bank().row("catalogResources", aResource("C", "SharePointOnline", "https://site"))],
    ["a group that nobody knows", bank().row("catalogResources", aResource("C", "AadGroup", "gone"))],
  ])("is satisfied by %s", (_, tenant) => {
    expect(runRule(privilegedResource, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("is milder where nothing grants it yet, or packages grant eligibility alone", () => {
    const tenant = () => bank().row("catalogResources", aResource("C", "AadGroup", "admins"));
    expect(runRule(privilegedResource, tenant()).findings[0]).toMatchObject({
      arithmetic: "high = critical -1 (no package grants it yet)",
      message: expect.stringContaining("no package that was read grants it, but any of that catalog can"),
    });
    const eligible = tenant().row("resourceRoleScopes", scope("P", "Eligible Member"));
    expect(runRule(privilegedResource, eligible).findings[0]?.arithmetic).toBe(
      "high = critical -1 (packages only make their holders eligible for it)",
    );
    expect(runRule(privilegedResource, eligible.partial("resourceRoleScopes")).findings[0]?.arithmetic).toBe(
      "critical",
    );
    const named = tenant().row("resourceRoleScopes", scope("P", "Member_eligible"));
    expect(runRule(privilegedResource, named).findings[0]?.arithmetic).toBe("critical");
    expect(runRule(privilegedResource, tenant().app("erp").partial("servicePrincipals")).findings[0]?.severity).toBe(
      "high",
    );
  });

  it("reports a resource once per catalog", () => {
    const tenant = bank()
      .row("catalogResources", aResource("C", "AadGroup", "admins"))
      .row("catalogResources", aResource("D", "AadGroup", "admins"));
    expect(subjects(runRule(privilegedResource, tenant))).toEqual(["C/resource admins", "D/resource admins"]);
    expect(runRule(privilegedResource, tenant).findings[1]?.message).toContain('in catalog "D"');
  });

  it.each([null, "customDataProvidedResource"])("does not decide what comes from %s", (system) => {
    const { outcome } = runRule(privilegedResource, bank().row("catalogResources", aResource("C", system, "thing")));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain(`what "thing" in catalog "Catalog" is cannot be told (${system})`);
  });

  it.each(["AadGroup", "AadApplication"])("does not decide what comes from %s without an id", (system) => {
    const tenant = bank().row("catalogResources", aResource("C", system, "thing", { originId: null }));
    expect(runRule(privilegedResource, tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("knows a site and a directory role without an id", () => {
    const of = (system: string) => bank().row("catalogResources", aResource("C", system, "thing", { originId: null }));
    expect(runRule(privilegedResource, of("SharePointOnline")).outcome.outcome).toBe("satisfied");
    expect(runRule(privilegedResource, of("DirectoryRole")).outcome.outcome).toBe("violated");
  });

  it.each(["catalogResources", "catalogs", "groups"] as const)(
    "is inconclusive where %s were not read; what a part shows stands",
    (section) => {
      const tenant = () => bank().row("catalogResources", aResource("C", "AadGroup", "admins"));
      expect(runRule(privilegedResource, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(privilegedResource, tenant().partial(section)))).toEqual(["C/resource admins"]);
      expect(runRule(privilegedResource, bank().partial(section)).outcome.outcome).toBe("inconclusive");
    },
  );
});
