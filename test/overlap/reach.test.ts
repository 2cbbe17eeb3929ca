import { describe, expect, it } from "vitest";
import { catalogOwner, delegates, holdsRole, roles, withRoles } from "../builders/administration.ts";
import { catalog, membersOf, openTo, asking, someone, withoutApproval } from "../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";
import { audited, directionFrom, idsIn } from "./audited.ts";

/** Ann holds P, Bob holds Q, Cleo neither; whoever is named may ask for the package. */
function bank(mayAskForP: readonly string[], mayAskForQ: readonly string[]): TenantBuilder {
  const tenant = catalog(aTenant().users("ann", "bob", "cleo", "dan").group("G").accessPackages("P", "Q"), "General");
  for (const [name, who] of [
    ["P", mayAskForP],
    ["Q", mayAskForQ],
  ] as const)
    tenant.policy(`for ${name}`, name, { ...openTo(...who.map(someone)), ...asking(), ...withoutApproval });
  return tenant.assign("ann", "P").assign("bob", "Q");
}

describe("by asking", () => {
  it("come to hold both those who hold one and may ask for the other, and those who may ask for both", () => {
    const { requests: reach } = audited(bank(["bob", "cleo"], ["ann", "cleo", "dan"]));
    expect(reach.lacking.map(idsIn)).toEqual([["bob"], ["ann"]]);
    expect(idsIn(reach.neither)).toEqual(["cleo"]);
    expect(reach.unknown).toEqual([]);
  });

  it("nobody does who holds both already", () => {
    const { requests: reach } = audited(bank(["bob"], ["bob"]).assign("bob", "P"));
    expect([...reach.lacking, reach.neither].map(({ count }) => count)).toEqual([0, 0, 0]);
  });

  it("nobody does whom a declaration bars, and one way bars one order only", () => {
    const oneWay = audited(bank(["bob", "cleo"], ["ann", "cleo"]).declares("Q", "P")).requests;
    expect([...oneWay.lacking, oneWay.neither].map(idsIn)).toEqual([["bob"], [], ["cleo"]]);
    const bothWays = audited(bank(["bob", "cleo"], ["ann", "cleo"]).declares("Q", "P").declares("P", "Q")).requests;
    expect([...bothWays.lacking, bothWays.neither].map(({ count }) => count)).toEqual([0, 0, 0]);
  });

  it("come to a group those who hold the package and may ask for one that gives the group", () => {
    const tenant = bank([], ["ann"]).grants("Q", { group: "G" });
    const overlap = audited(tenant, "P", "G");
    expect(overlap.requests.lacking.map(idsIn)).toEqual([[], ["ann"]]);
    expect(overlap.directions.map(({ asked, gives, held }) => [asked.id, gives, held.id])).toEqual([
      ["P", "P", "G"],
      ["Q", "G", "P"],
    ]);
  });

  it("come to both at once those who may ask for a package that gives both", () => {
    const tenant = bank([], ["cleo", "dan"]).groups("H").grants("Q", { group: "G" }, { group: "H" });
    const { requests: reach, directions } = audited(tenant, "G", "H");
    expect(reach.bothAtOnce.map(({ accessPackage, people }) => [accessPackage.id, ...idsIn(people)])).toEqual([
      ["Q", "cleo", "dan"],
    ]);
    expect(directions).toEqual([]);
  });

  it("nobody knows who does at once where it is not known who may ask for such a package", () => {
    const tenant = bank([], []).groups("H").grants("Q", { group: "G" }, { group: "H" });
    tenant.policy("odd", "Q", { allowedTargetScope: "unknownFutureValue", ...asking() });
    expect(audited(tenant, "G", "H").requests.unknown.join()).toContain("unknownFutureValue");
  });

  it.each([
    ["policies", "policies was denied"],
    ["incompatibleAccessPackages", "incompatibleAccessPackages was denied"],
    ["catalogs", "catalogs was denied"],
  ] as const)("nobody knows who does where %s were not read", (section, why) => {
    expect(audited(bank(["bob"], ["ann"]).unread(section)).requests.unknown.join()).toContain(why);
  });

  it("nobody knows who is barred where the members of a declared group were not read", () => {
    const tenant = bank(["bob"], ["ann"]).declaresGroup("Q", "G").notAsked("groupMembers", "G");
    const { requests: reach } = audited(tenant);
    expect([reach.lacking.map(idsIn), reach.unknown.join()]).toEqual([
      [["bob"], []],
      expect.stringContaining('the members of "G" were not read'),
    ]);
  });
});

describe("declaring", () => {
  it("keeps from a package those of its audience who hold the other, account by account", () => {
    const overlap = audited(bank(["bob", "cleo", "ann"], ["ann"]));
    expect(idsIn(directionFrom(overlap, "P").kept)).toEqual(["bob"]);
    expect(idsIn(directionFrom(overlap, "Q").kept)).toEqual(["ann"]);
    expect(overlap.directions.map(({ declared }) => declared)).toEqual([false, false]);
  });

  it("keeps nobody who holds both already, nor anybody who is barred by another declaration", () => {
    const tenant = bank(["bob", "dan"], [])
      .assign("dan", "P")
      .assign("dan", "Q")
      .members("G", "bob")
      .declaresGroup("P", "G");
    expect(directionFrom(audited(tenant), "P").kept.count).toBe(0);
  });

  it("does not keep a second account from asking", () => {
    const tenant = bank(["bob", "adm"], [])
      .user("adm", { employeeId: "7" })
      .user("bob-2", { employeeId: "7" })
      .assign("bob-2", "Q");
    const { kept, evading } = directionFrom(audited(tenant), "P");
    expect([idsIn(kept), evading.count]).toEqual([["bob"], 1]);
  });

  it("comes before open requests of those who hold the other or wait for it", () => {
    const tenant = bank([], []).requests("ann", "Q").requests("cleo", "Q").requests("dan", "Q").requests("dan", "P");
    const { openRequests } = directionFrom(audited(tenant), "Q");
    expect(openRequests.map(({ principal, state }) => [principal.id, state])).toEqual([
      ["ann", "pendingApproval"],
      ["dan", "pendingApproval"],
    ]);
  });

  it("is said to be done in the direction in which it is", () => {
    const overlap = audited(bank([], []).declares("P", "Q"));
    expect([directionFrom(overlap, "P").declared, directionFrom(overlap, "Q").declared]).toEqual([true, false]);
  });

  it.each(["incompatibleAccessPackages", "assignmentRequests", "policies", "groupMembers"] as const)(
    "is not told whole where %s were not read",
    (section) => {
      const direction = directionFrom(audited(bank(["bob"], []).unread(section)), "P");
      expect(direction.unknown.join()).toContain(`${section} was denied`);
      if (section === "incompatibleAccessPackages") expect(direction.declared).toBeNull();
    },
  );

  it("is not possible against groups that no package gives", () => {
    expect(audited(bank([], []).group("H"), "G", "H").directions).toEqual([]);
  });

  it("keeps by nested members of the group that is refused", () => {
    const tenant = bank(["cleo"], []).group("inner").members("G", "inner").members("inner", "cleo");
    expect(idsIn(directionFrom(audited(tenant, "P", "G"), "P").kept)).toEqual(["cleo"]);
  });

  it("asks whom a group lets ask", () => {
    const tenant = bank([], [])
      .members("G", "bob")
      .policy("for a group", "P", { ...openTo(membersOf("G")), ...asking() });
    expect(idsIn(directionFrom(audited(tenant), "P").kept)).toEqual(["bob"]);
  });
});

describe("an administrator could get the other side", () => {
  const reached = (tenant: TenantBuilder, a = "P", b = "Q") =>
    audited(tenant, a, b).administration.administrators.map(({ principal, holds, hops }) => [
      principal.id,
      holds,
      ...hops,
    ]);

  it("as owner of the group", () => {
    expect(reached(bank([], []).owner("G", "ann").owner("G", "cleo"), "P", "G")).toEqual([
      ["ann", "P", 'owner of "G"'],
    ]);
  });

  it("as a delegate of the catalog, or by a directory role", () => {
    const tenant = delegates(bank([], []), "ann", catalogOwner, "/AccessPackageCatalog/General");
    expect(reached(holdsRole(withRoles(tenant), "bob", roles.global))).toEqual([
      ["bob", "Q", "global role"],
      ["ann", "P", 'Delegate of "General"'],
    ]);
  });

  it.each(["groupOwners", "directoryRoleAssignments", "entitlementRoleAssignments", "servicePrincipals"] as const)(
    "or could not be told to, where %s were not read",
    (section) => {
      const { administrators, unknown } = audited(bank([], []).unread(section)).administration;
      expect(administrators).toEqual([]);
      expect(unknown.join()).toContain(`${section} was denied`);
    },
  );
});
