import { describe, expect, it } from "vitest";
import { holdersOf, modelOf, pointOf } from "../builders/judging.ts";
import { aTenant } from "../builders/tenant.ts";

const withRole = () => aTenant().users("ann", "bob", "cleo").groups("payers", "in payers").app("erp", "Pay");
const withPackage = () => aTenant().users("ann", "bob").accessPackage("P");

describe("app roles", () => {
  const pay = pointOf("appRole", "erp/Pay");

  it("reach those assigned and direct members of groups assigned, and do not cascade through nested groups", () => {
    const tenant = withRole().members("payers", "ann", "in payers").members("in payers", "bob");
    const model = modelOf(tenant.appRole("erp", "Pay", "payers", "cleo"));

    expect(holdersOf(model, pay)).toEqual(["ann", "cleo"]);
    expect(model.holdings("bob", pay)).toEqual([]);
  });

  it("are held by a path through the group, with the evidence of membership and assignment", () => {
    const model = modelOf(withRole().members("payers", "ann").appRole("erp", "Pay", "payers", "ann"));
    const [byGroup, own] = model.holdings("ann", pay);

    expect(byGroup?.path.map(({ kind, id }) => [kind, id])).toEqual([
      ["group", "payers"],
      ["appRoleAssignment", "payers-erp-Pay"],
      ["appRole", "erp/Pay"],
    ]);
    expect(byGroup?.evidence).toEqual(["groupMembers/1#/value/0", "appRoleAssignments/1#/value/0"]);
    expect(own?.path.map(({ kind }) => kind)).toEqual(["appRoleAssignment", "appRole"]);
  });

  it("rest on group members only where a group is assigned", () => {
    expect(modelOf(withRole().appRole("erp", "Pay", "ann")).sources(pay).sections).not.toContain("groupMembers");
    expect(modelOf(withRole().appRole("erp", "Pay", "payers")).sources(pay).sections).toContain("groupMembers");
  });

  it("of one application are not those of another", () => {
    const model = modelOf(withRole().app("crm", "Pay").appRole("crm", "Pay", "ann"));
    expect(holdersOf(model, pay)).toEqual([]);
  });
});

describe("groups whose members were not read", () => {
  const nested = () => withRole().members("payers", "ann", "in payers").notAsked("groupMembers", "in payers");
  const blindOf = (tenant: ReturnType<typeof nested>, point: ReturnType<typeof pointOf>) =>
    modelOf(tenant).sources(point).blind;

  it("are a blind spot of every group they stand in, and of no other", () => {
    expect(blindOf(nested(), pointOf("group", "payers"))).toContain('the members of "in payers" were not read');
    expect(blindOf(nested(), pointOf("group", "in payers"))).toContain("--all-groups");
    expect(blindOf(nested(), pointOf("group", "payers", "direct"))).toBeNull();
  });

  it("are a blind spot of the app roles they are assigned, which do not reach groups within", () => {
    expect(blindOf(nested().appRole("erp", "Pay", "in payers"), pointOf("appRole", "erp/Pay"))).toContain("in payers");
    expect(blindOf(nested().appRole("erp", "Pay", "payers"), pointOf("appRole", "erp/Pay"))).toBeNull();
  });

  it("leave it to the section to say so where that is not whole itself", () => {
    expect(blindOf(nested().partial("groupMembers"), pointOf("group", "payers"))).toBeNull();
    expect(modelOf(nested().partial("groupMembers")).sources(pointOf("group", "payers")).sections).toContain(
      "groupMembers",
    );
  });
});

describe("packages", () => {
  const packageP = pointOf("accessPackage", "P");

  it("are held by the target's object id, never by the subject's own id", () => {
    const model = modelOf(withPackage().assign("ann", "P", { subjectId: "bob" }));
    expect(holdersOf(model, packageP)).toEqual(["ann"]);
  });

  it("are held by an outsider without a directory object under the subject's id, by their address", () => {
    const outsider = { targetObjectId: null, targetPrincipalName: null, targetEmail: "eve@auditors.example" };
    const model = modelOf(withPackage().assign("eve", "P", outsider));

    expect(holdersOf(model, packageP)).toEqual(["subject-eve"]);
    expect(model.principals.at(model.principals.numberOf("subject-eve") ?? -1)).toMatchObject({
      type: "external",
      userPrincipalName: "eve@auditors.example",
      enabled: null,
    });
  });

  it.each([
    ["old", "new"],
    ["new", "old"],
  ])("are held by the same account in whichever order a subject was first %s, then %s", (one, other) => {
    const tenant = withPackage()
      .accessPackage("Q")
      .assign(one, "Q", { subjectId: "eve" })
      .assign(other, "Q", { subjectId: "eve" })
      .assign("eve", "P", { subjectId: "eve", targetObjectId: null });
    expect(holdersOf(modelOf(tenant), packageP)).toEqual(["new"]);
  });

  it("have active holders only, and a way for each assignment", () => {
    const tenant = withPackage()
      .assign("ann", "P", { id: "1", policyName: "by request" })
      .assign("ann", "P", { id: "2" })
      .assign("ann", "P", { id: "3", state: "expired" })
      .assign("bob", "P", { id: "4", state: "delivering" });
    const model = modelOf(tenant);

    expect(holdersOf(model, packageP)).toEqual(["ann"]);
    const ways = model.holdings("ann", packageP);
    expect(ways.map(({ path }) => path.map(({ id }) => id))).toEqual([
      ["1", "P"],
      ["2", "P"],
    ]);
    expect(ways[0]?.path[0]?.name).toBe('assignment by policy "by request"');
    expect(ways[0]).toMatchObject({ from: "2026-01-01T00:00:00.000Z", until: null, membership: "active" });
  });

  it("have a blind spot where an assignment is in a state or with dates that cannot be read, and only there", () => {
    const tenant = withPackage().accessPackage("Q").assign("ann", "P", { state: "pondering" }).assign("bob", "P");
    const model = modelOf(tenant.assign("ann", "Q"));

    expect(model.sources(packageP).blind).toContain(
      '1 of the assignments to "P" have a state or dates sodscan cannot read (such as "pondering")',
    );
    expect(model.sources(pointOf("accessPackage", "Q")).blind).toBeNull();
    expect(holdersOf(model, packageP)).toEqual(["bob"]);
  });
});

describe("sites", () => {
  it("know the holders by packages only, and say so", () => {
    const site = { site: "https://bank.example/pay", role: "Members" };
    const tenant = aTenant().users("ann", "bob").accessPackages("P", "Q").grants("P", site);
    const point = pointOf("site", "https://bank.example/pay/Members");
    const model = modelOf(tenant.assign("ann", "P").assign("bob", "Q"));

    expect(holdersOf(model, point)).toEqual(["ann"]);
    expect(model.holdings("ann", point)[0]?.path.map(({ kind }) => kind)).toEqual([
      "assignment",
      "accessPackage",
      "site",
    ]);
    expect(model.sources(point).blind).toContain("cannot be read from Graph");
  });
});

describe("principals", () => {
  it("are named best by the directory, and are guests where it says so", () => {
    const tenant = aTenant().user("eve", { userType: "guest", displayName: "Eve" }).group("G").members("G", "eve");
    const { principals } = modelOf(tenant.assign("eve", "P"));
    expect(principals.size).toBe(1);
    expect(principals.at(0)).toMatchObject({ type: "guest", displayName: "Eve", enabled: true });
  });

  it("are of the type that anything tells of them, whatever tells of them first", () => {
    const untold = { targetType: null };
    const typeIn = (tenant: ReturnType<typeof aTenant>) => modelOf(tenant).principals.at(0).type;
    expect(typeIn(aTenant().assign("ann", "P", untold))).toBe("unknown");
    expect(typeIn(aTenant().assign("ann", "P", untold).assign("ann", "Q"))).toBe("user");
    expect(typeIn(aTenant().requests("ann", "P").group("G").members("G", "ann"))).toBe("user");
  });

  it("are no outsiders where another assignment names their account", () => {
    const outsider = aTenant().assign("ann", "P", { targetObjectId: null });
    const { principals } = modelOf(outsider.assign("ann", "Q"));
    expect([principals.size, principals.at(0)]).toMatchObject([1, { id: "ann", type: "user" }]);
  });

  it("are known from what they hold where users were not read", () => {
    const { principals } = modelOf(aTenant().user("ann").group("G").members("G", "ann").unread("users"));
    expect(principals.at(0)).toMatchObject({ id: "ann", type: "user", displayName: "ann", enabled: null });
    expect(() => principals.at(1)).toThrow(RangeError);
  });
});
