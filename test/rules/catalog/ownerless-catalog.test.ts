import { describe, expect, it } from "vitest";
import { ownerlessCatalog } from "../../../rules/catalog/ownerless-catalog.ts";
import { aCatalog } from "../../builders/catalog.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { delegate, eligibleMember, withRoles } from "../../builders/roles.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = (catalogType: string | null = "userManaged") =>
  withRoles(
    aTenant()
      .users("ann", "ben")
      .user("gone", { accountEnabled: false })
      .user("odd", { accountEnabled: null })
      .user("guest", { userType: "Guest" })
      .user("who", { userType: "alien" })
      .user("off", { userType: "alien", accountEnabled: false }),
  )
    .group("G")
    .app("bot")
    .row("catalogs", aCatalog("C", { catalogType }));

const owned = (owners: readonly string[], tenant: TenantBuilder = bank()) => {
  for (const owner of owners)
    delegate(tenant, owner, "owner", "C", { principalType: owner === "bot" ? "servicePrincipal" : "user" });
  return tenant;
};

describe("ownerless-catalog", () => {
  it("finds a catalog without owners, and one with a single owner", () => {
    const tenant = owned(["ann"]).row("catalogs", aCatalog("D")).row("catalogs", aCatalog("E"));
    delegate(delegate(tenant, "ann", "owner", "E"), "ben", "owner", "E");
    const run = runRule(ownerlessCatalog, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 2 });
    expect(run.findings).toMatchObject([
      {
        severity: "medium",
        principal: null,
        subject: { kind: "catalog", id: "C", name: "C" },
        message:
          'Catalog "C" has 1 of the 2 owners it needs among the people of the organization whose accounts are enabled',
        evidence: ["catalogs/1#/value/0", "entitlementRoleAssignments/1#/value/0"],
      },
      {
        subject: { id: "D" },
        message: 'Catalog "D" has no owner among the people of the organization whose accounts are enabled',
      },
    ]);
  });

  it.each(["gone", "guest", "bot", "off"])("does not count %s as an owner who can act", (owner) => {
    expect(subjects(runRule(ownerlessCatalog, owned(["ann", owner])))).toEqual(["C"]);
  });

  it("counts each owner once, and no other role", () => {
    const tenant = owned(["ann", "G"], bank().members("G", "ann"));
    expect(subjects(runRule(ownerlessCatalog, delegate(tenant, "ben", "assignmentManager", "C")))).toEqual(["C"]);
  });

  it("is satisfied by two, be it through a group, once activated or over all catalogs", () => {
    const fine = [
      owned(["ann", "ben"]),
      delegate(bank().members("G", "ann", "ben"), "G", "owner", "C", { principalType: "group" }),
      eligibleMember(delegate(bank().members("G", "ann"), "G", "owner", "C", { principalType: "group" }), "ben", "G"),
      delegate(owned(["ann"]), "ben", "owner", null),
    ];
    for (const tenant of fine)
      expect(runRule(ownerlessCatalog, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    expect(accused(runRule(ownerlessCatalog, owned(["ann"]), [], { minimum: 1 }))).toEqual([]);
    expect(accused(runRule(ownerlessCatalog, owned(["ann", "ben"]), [], { minimum: 3 }))).toEqual(["C"]);
  });

  it.each(["serviceDefault", "ServiceManaged"])("leaves out a catalog that is %s", (catalogType) => {
    expect(runRule(ownerlessCatalog, bank(catalogType)).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each([
    ["whether an owner's account is enabled", owned(["ann", "odd"])],
    ["whether an owner is a guest", owned(["ann", "who"])],
    ["who an owner is", owned(["ann", "stranger"])],
    ["of what kind the catalog is", bank(null)],
    ["in words we know what kind it is", bank("unheardOf")],
    [
      "what some other role allows",
      delegate(owned(["ann"]), "ben", "owner", "C", { id: "x", roleDefinitionId: "new" }),
    ],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const { outcome } = runRule(ownerlessCatalog, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe('catalog "C": who owns it, or whether it needs an owner, cannot be told');
  });

  it("is satisfied by enough owners, whatever else is not told", () => {
    const tenant = owned(["ann", "ben", "odd"], bank("unheardOf"));
    expect(runRule(ownerlessCatalog, tenant).outcome.outcome).toBe("satisfied");
  });

  it.each(["users", "entitlementRoleAssignments", "groupMembers", "groupEligibilities"] as const)(
    "accuses nobody where %s were read in part or not at all",
    (section) => {
      for (const tenant of [owned(["ann"]).partial(section), owned(["ann"]).unread(section)])
        expect(runRule(ownerlessCatalog, tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    },
  );

  it("lets what it finds stand where catalogs were read in part", () => {
    expect(subjects(runRule(ownerlessCatalog, owned(["ann"]).partial("catalogs")))).toEqual(["C"]);
    expect(runRule(ownerlessCatalog, owned(["ann"]).unread("catalogs")).outcome.outcome).toBe("inconclusive");
  });
});
