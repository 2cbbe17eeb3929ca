import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessModelOf } from "../../src/access/access-model.ts";
import { catalogDelegatesOf } from "../../src/access/catalog-delegates.ts";
import { membershipAt } from "../../src/access/role-holders.ts";
import { tenantAdministratorsOf } from "../../src/access/tenant-administrators.ts";
import {
  administrator,
  delegate,
  eligibleAdministrator,
  eligibleMember,
  roleSchedule,
  withRoles,
} from "../builders/roles.ts";
import { aTenant, now, type TenantBuilder } from "../builders/tenant.ts";

const bank = () => withRoles(aTenant().users("ann", "bob", "eve").groups("G", "in G").app("bot"));

function delegatesOf(tenant: TenantBuilder) {
  const snapshot = tenant.build();
  const { held, unknown } = catalogDelegatesOf(snapshot, accessModelOf(snapshot, now));
  const told = held.map(({ principal, membership, groups, role, catalogId }) =>
    [principal.id, membership, role.name, catalogId, ...groups.map(({ id }) => id)].join(" "),
  );
  return { told, held, unknown };
}

function administratorsOf(tenant: TenantBuilder) {
  const snapshot = tenant.build();
  const { held, unknown } = tenantAdministratorsOf(snapshot, accessModelOf(snapshot, now));
  const told = held.map(({ principal, membership, role, groups }) =>
    [principal.id, membership, role.name, ...groups.map(({ id }) => id)].join(" "),
  );
  return { told, held, unknown };
}

describe("delegates of catalogs", () => {
  it("are those who own one, manage its packages or their assignments; readers and creators are none", () => {
    const tenant = delegate(bank(), "ann", "owner", "C");
    delegate(tenant, "bob", "packageManager", "D");
    delegate(tenant, "eve", "assignmentManager", null);
    delegate(tenant, "ann", "reader", "D");
    delegate(tenant, "bob", "creator", null);
    expect(delegatesOf(tenant)).toMatchObject({
      told: ["ann active owner C", "bob active packageManager D", "eve active assignmentManager "],
      unknown: [],
    });
  });

  it("are the members of a group, own and nested, each with the way there and its evidence", () => {
    const tenant = delegate(bank(), "G", "owner", "C", { principalType: "group" });
    tenant.members("G", "in G", "ann").members("in G", "bob");
    const { told, held } = delegatesOf(tenant);
    expect(told).toEqual(["ann active owner C G", "bob active owner C in G G"]);
    expect(held[1]?.evidence).toEqual([
      "entitlementRoleAssignments/1#/value/0",
      "groupMembers/1#/value/2",
      "groupMembers/1#/value/0",
    ]);
  });

  it("are those who may activate membership, in the group or in one within, themselves or by a group", () => {
    const tenant = delegate(bank().group("H"), "G", "owner", "C", { principalType: "group" });
    tenant.members("G", "in G").members("H", "eve");
    eligibleMember(tenant, "ann", "in G");
    eligibleMember(tenant, "H", "G", { accessId: "Member" });
    eligibleMember(tenant, "bob", "G", { accessId: "owner" });
    expect(delegatesOf(tenant).told.toSorted()).toEqual(["ann eligible owner C in G", "eve eligible owner C H G"]);
  });

  it("are named as Graph names them where the directory does not", () => {
    const tenant = delegate(bank(), "zed", "owner", "C", { principalType: "servicePrincipal", principalName: "Zed" });
    delegate(tenant, "who", "owner", "C", { principalType: "unknown", principalName: "" });
    expect(delegatesOf(tenant).held.map(({ principal }) => principal)).toEqual([
      { id: "zed", type: "servicePrincipal", userPrincipalName: null, displayName: "Zed", enabled: null },
      { id: "who", type: "unknown", userPrincipalName: null, displayName: "who", enabled: null },
    ]);
  });

  it.each(["/AccessPackageCatalog/", "/elsewhere", null])("are not known over the scope %s", (appScopeId) => {
    const { told, unknown } = delegatesOf(delegate(bank(), "ann", "owner", "C", { appScopeId }));
    expect(told).toEqual([]);
    expect(unknown).toEqual([`over which catalogs ann is owner cannot be read (${appScopeId})`]);
  });

  it("are not known of a role that is none of the built-in ones", () => {
    const { told, unknown } = delegatesOf(delegate(bank(), "ann", "owner", "C", { roleDefinitionId: "new" }));
    expect(told).toEqual([]);
    expect(unknown).toEqual(['what the role "new" of ann allows is not known']);
  });

  it("are not all known where a group's members or eligibilities were not read", () => {
    const tenant = () => delegate(bank().members("G", "in G"), "G", "owner", "C", { principalType: "group" });
    expect(delegatesOf(tenant().notAsked("groupMembers", "in G")).unknown).toEqual([
      expect.stringContaining('the members of "in G" were not read'),
    ]);
    expect(delegatesOf(tenant().notAsked("groupEligibilities", "G")).unknown).toEqual([
      expect.stringContaining('the members of "G" were not read'),
    ]);
    const gone = delegate(bank(), "gone", "owner", "C", { principalType: "Group" });
    expect(delegatesOf(gone).unknown).toEqual(["not among the groups that were listed: gone"]);
  });
});

describe("administrators of the tenant", () => {
  it("are those with a role that administers entitlement management, assigned or eligible", () => {
    const tenant = administrator(bank(), "ann", "globalAdministrator");
    administrator(tenant, "bob", "governanceAdministrator");
    administrator(tenant, "eve", "globalReader");
    eligibleAdministrator(tenant, "eve", "governanceAdministrator");
    expect(administratorsOf(tenant)).toMatchObject({
      told: [
        "ann active globalAdministrator",
        "bob active governanceAdministrator",
        "eve eligible governanceAdministrator",
      ],
      unknown: [],
    });
  });

  it("are only eligible while they have activated the role", () => {
    const tenant = administrator(bank(), "ann", "globalAdministrator");
    administrator(tenant, "bob", "globalAdministrator");
    roleSchedule(tenant, "ann", "globalAdministrator", "Activated");
    roleSchedule(tenant, "bob", "globalAdministrator", "Assigned");
    roleSchedule(tenant, "bob", "globalReader", "Activated");
    expect(administratorsOf(tenant).told).toEqual([
      "ann eligible globalAdministrator",
      "bob active globalAdministrator",
    ]);
  });

  it("know a role by its template where its id is another", () => {
    const custom = { id: "own id", displayName: "GA", templateId: "62e90394-69f5-4237-9190-012177145e10" };
    const tenant = aTenant()
      .user("ann")
      .row("directoryRoleDefinitions", { ...custom, isBuiltIn: true, isEnabled: true, rolePermissions: null })
      .row("directoryRoleAssignments", {
        id: "1",
        roleDefinitionId: "own id",
        principalId: "ann",
        directoryScopeId: "/",
        appScopeId: null,
      });
    expect(administratorsOf(tenant).held[0]?.role).toEqual({
      kind: "directoryRole",
      id: custom.templateId,
      name: "GA",
    });
  });

  it("are what a group's members are, and only eligible where the group is or they are", () => {
    const tenant = eligibleAdministrator(bank(), "G", "globalAdministrator").members("G", "ann");
    administrator(tenant, "in G", "globalAdministrator");
    eligibleMember(tenant, "bob", "in G");
    expect(administratorsOf(tenant).told).toEqual([
      "bob eligible globalAdministrator in G",
      "ann eligible globalAdministrator G",
    ]);
  });

  it("are those of the moment judged", () => {
    const tenant = eligibleAdministrator(bank(), "ann", "globalAdministrator", { endDateTime: now.toISOString() });
    eligibleAdministrator(tenant, "bob", "globalAdministrator", { startDateTime: "2027-01-01T00:00:00Z" });
    expect(administratorsOf(tenant).told).toEqual(["bob scheduled globalAdministrator"]);
  });
});

describe("a membership at a moment", () => {
  it("counts from its start to before its end, and is scheduled before", () => {
    const time = fc.option(fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(time, time, (start, end) => {
        const at = (offset: number | null) => (offset === null ? null : new Date(now.getTime() + offset).toISOString());
        const isOver = end !== null && end <= 0;
        const expected = isOver ? null : start !== null && start > 0 ? "scheduled" : "eligible";
        expect(membershipAt({ startDateTime: at(start), endDateTime: at(end) }, now)).toBe(expected);
      }),
    );
  });
});
