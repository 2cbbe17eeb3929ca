import { describe, expect, it } from "vitest";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import * as changes from "../../src/emulator/tenant-changes.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const builder = aTenant("changes", { now })
  .user("ada")
  .user("ben", { manager: "ada" })
  .group("Security", { members: ["ada", "Office"], owners: ["ada"] })
  .group("Office", { microsoft365: true })
  .app("erp", { roles: ["Pay"] })
  .appRole("ada", "erp", "Pay")
  .directoryRole("ada", "Global Reader")
  .accessPackage("A")
  .assign("ada", "A")
  .assign("ben", "A");
const tenant = builder.build();
const [ada, ben] = [builder.id("user", "ada"), builder.id("user", "ben")];
const erp = `/servicePrincipals/${builder.id("app", "erp")}/appRoleAssignedTo`;

describe("a tenant that changes while it is served", () => {
  it("shows what came and went on the next page of a crawl", async () => {
    const emulator = await serve({ tenant });
    const first = await emulator.get(`${governance}/assignments?$top=1&$select=id`);
    expect(first.body.value).toHaveLength(1);
    const [kept, removed] = tenant.assignments;
    if (kept === undefined || removed === undefined) throw new Error("no assignments");
    emulator.change(changes.removeAssignment(removed.id));
    emulator.change(changes.addAssignment({ ...kept, id: "new" }));

    expect((await emulator.get(String(first.body["@odata.nextLink"]))).body.value).toEqual([{ id: "new" }]);
  });

  it("leaves the tenant it was started with as it was", async () => {
    const emulator = await serve({ tenant });
    emulator.change(changes.purgeUser(ada));

    expect((await emulator.get(`/users/${ada}`)).status).toBe(404);
    expect(tenant.users.map(({ id }) => id)).toContain(ada);
  });

  it("loses a deleted account wherever it was, but for its assignments", async () => {
    const { change, all, get } = await serve({ tenant });
    change(changes.deleteUser(ada));
    const deleted = await all("/directory/deletedItems/microsoft.graph.user?$select=id,deletedDateTime");

    expect(deleted).toEqual([{ id: ada, deletedDateTime: now.toISOString() }]);
    for (const relation of ["members?$filter=userType eq 'Member'", "owners"]) {
      expect((await get(`/groups/${builder.id("group", "Security")}/${relation}`)).body.value).toEqual([]);
    }
    expect(await all(erp)).toEqual([]);
    expect(await all("/roleManagement/directory/roleAssignmentScheduleInstances")).toEqual([]);
    expect((await get(`/users/${ben}/manager`)).status).toBe(404);
    expect(await all(`${governance}/assignments`)).toHaveLength(2);
    change(changes.purgeUser(ada));
    expect(await all("/directory/deletedItems/microsoft.graph.user")).toEqual([]);
  });

  it("keeps deleted Microsoft 365 groups, and no others", async () => {
    const { change, all, get } = await serve({ tenant });
    const [security, office] = [builder.id("group", "Security"), builder.id("group", "Office")];
    change(changes.deleteGroup(office));
    expect((await get(`/groups/${security}/members?$select=id`)).body.value).toMatchObject([{ id: ada }]);
    change(changes.deleteGroup(security));

    expect(await all("/groups")).toEqual([]);
    expect(await all("/directory/deletedItems/microsoft.graph.group?$select=id")).toEqual([{ id: office }]);
  });

  it("takes groups and app roles", async () => {
    const { change, all } = await serve({ tenant });
    const [group] = tenant.groups;
    const [role] = tenant.appRoleAssignments;
    if (group === undefined || role === undefined) throw new Error("no group or no role");
    change(changes.addGroup({ ...group, id: "new" }));
    change(changes.addAppRoleAssignment({ ...role, id: "second", principalId: ben }));
    change(changes.removeAppRoleAssignment(role.id));

    expect((await all("/groups?$select=id")).map(({ id }) => id)).toContain("new");
    expect(await all(erp)).toMatchObject([{ id: "second", principalDisplayName: "ben" }]);
  });
});
