import { describe, expect, it } from "vitest";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { now, serve } from "./emulated-graph.ts";

const until = new Date(now.getTime() + 86_400_000);
const builder = aTenant("roles", { now })
  .user("ada")
  .user("ben")
  .group("Admins", { roleAssignable: true, members: ["ada"] })
  .app("robot")
  .catalog("Payments")
  .directoryRole("ada", "Global Administrator")
  .directoryRole("Admins", "User Administrator")
  .directoryRole("robot", "Global Reader")
  .directoryRole("ben", "Groups Administrator", { held: "eligible", from: now, until })
  .directoryRole("ben", "Groups Administrator", { held: "activated", from: now, until })
  .privilegedGroup("ben", "Admins", { held: "eligible", until })
  .privilegedGroup("ben", "Admins", { held: "activated", as: "owner" })
  .governanceRole("Admins", "Catalog owner", "Payments")
  .governanceRole("ben", "Catalog creator", null);
const tenant = builder.build();
const [ada, ben] = [builder.id("user", "ada"), builder.id("user", "ben")];
const admins = builder.id("group", "Admins");

const directory = "/roleManagement/directory";
const governanceRoles = "/roleManagement/entitlementManagement";
const privilegedGroup = "/identityGovernance/privilegedAccess/group";
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
const groupsAdministrator = "fdd7a751-b60b-444a-984c-02652fe8fa1c";

const rowsAt = async (path: string) => (await serve({ tenant })).all(path);

describe("directory roles", () => {
  it("are defined by their templates", async () => {
    const rows = await rowsAt(`${directory}/roleDefinitions?$filter=displayName eq 'Global Administrator'`);

    expect(rows).toMatchObject([{ id: globalAdministrator, templateId: globalAdministrator, isBuiltIn: true }]);
  });

  it("are listed by role or by principal, standing and activated ones, with the principal when asked", async () => {
    expect(
      await rowsAt(
        `${directory}/roleAssignments?$filter=roleDefinitionId eq '${globalAdministrator}'&$expand=principal`,
      ),
    ).toMatchObject([
      { principalId: ada, directoryScopeId: "/", principal: { "@odata.type": "#microsoft.graph.user", id: ada } },
    ]);
    expect(await rowsAt(`${directory}/roleAssignments?$filter=principalId eq '${ben}'`)).toMatchObject([
      { roleDefinitionId: groupsAdministrator },
    ]);
    expect(
      await rowsAt(`${directory}/roleAssignments?$filter=principalId eq '${admins}'&$expand=principal,roleDefinition`),
    ).toMatchObject([
      { principal: { "@odata.type": "#microsoft.graph.group" }, roleDefinition: { displayName: "User Administrator" } },
    ]);
    expect(
      await rowsAt(
        `${directory}/roleAssignments?$filter=principalId eq '${builder.id("app", "robot")}'&$expand=principal`,
      ),
    ).toMatchObject([{ principal: { "@odata.type": "#microsoft.graph.servicePrincipal", displayName: "robot" } }]);
  });

  it("are standing without a term, activated with one, and eligible apart", async () => {
    const active = await rowsAt(`${directory}/roleAssignmentScheduleInstances`);
    const term = { startDateTime: now.toISOString(), endDateTime: until.toISOString(), memberType: "Direct" };

    expect(active).toHaveLength(4);
    expect(active[0]).toMatchObject({ principalId: ada, assignmentType: "Assigned", startDateTime: null });
    expect(active[3]).toMatchObject({ principalId: ben, assignmentType: "Activated", ...term });
    expect(await rowsAt(`${directory}/roleEligibilityScheduleInstances`)).toMatchObject([
      { principalId: ben, roleDefinitionId: groupsAdministrator, appScopeId: null, ...term },
    ]);
  });
});

describe("privileged groups", () => {
  it("have eligible members and active owners, whom the group has as well", async () => {
    const filter = `$filter=groupId eq '${admins}'`;
    const { get } = await serve({ tenant });

    expect(await rowsAt(`${privilegedGroup}/eligibilityScheduleInstances?${filter}`)).toMatchObject([
      { groupId: admins, principalId: ben, accessId: "member", memberType: "Direct" },
    ]);
    expect(await rowsAt(`${privilegedGroup}/assignmentScheduleInstances?${filter}&$expand=group`)).toMatchObject([
      { principalId: ben, accessId: "owner", assignmentType: "Activated", group: { displayName: "Admins" } },
    ]);
    expect((await get(`/groups/${admins}/members?$select=id`)).body.value.map(({ id }) => id)).toEqual([ada]);
    expect((await get(`/groups/${admins}/owners?$select=id`)).body.value.map(({ id }) => id)).toEqual([ben]);
  });
});

describe("roles within entitlement management", () => {
  it("are five, and held for a catalog or for all of them", async () => {
    const scope = `/AccessPackageCatalog/${builder.id("catalog", "Payments")}`;

    expect(await rowsAt(`${governanceRoles}/roleDefinitions?$select=id`)).toHaveLength(5);
    expect(
      await rowsAt(`${governanceRoles}/roleAssignments?$filter=appScopeId eq '${scope}'&$expand=roleDefinition`),
    ).toMatchObject([{ principalId: admins, appScopeId: scope, roleDefinition: { displayName: "Catalog owner" } }]);
    expect(
      await rowsAt(
        `${governanceRoles}/roleAssignments?$filter=roleDefinitionId eq 'ba92d953-d8e0-4e39-a797-0cbedb0a89e8'`,
      ),
    ).toMatchObject([{ principalId: ben, appScopeId: "/" }]);
  });
});

describe("what can only be read in parts", () => {
  it.each([
    `${directory}/roleAssignments`,
    `${directory}/roleAssignments?$filter=directoryScopeId eq '/'`,
    `${directory}/roleAssignments?$filter=principalId ne 'x'`,
    `${directory}/roleAssignments?$filter=startswith(principalId,'a')`,
    `${governanceRoles}/roleAssignments`,
    `${privilegedGroup}/eligibilityScheduleInstances`,
    `${privilegedGroup}/assignmentScheduleInstances?$filter=accessId eq 'member'`,
  ])("400 for %s", async (path) => {
    const { get } = await serve({ tenant });
    expect((await get(path)).status).toBe(400);
  });

  it.each([
    [`${directory}/roleDefinitions`, "RoleManagement.Read.Directory"],
    [`${directory}/roleAssignmentScheduleInstances`, "RoleAssignmentSchedule.Read.Directory"],
    [`${directory}/roleEligibilityScheduleInstances`, "RoleEligibilitySchedule.Read.Directory"],
    [`${governanceRoles}/roleDefinitions`, "EntitlementManagement.Read.All"],
    [
      `${privilegedGroup}/eligibilityScheduleInstances?$filter=groupId eq 'x'`,
      "PrivilegedEligibilitySchedule.Read.AzureADGroup",
    ],
    [
      `${privilegedGroup}/assignmentScheduleInstances?$filter=groupId eq 'x'`,
      "PrivilegedAssignmentSchedule.Read.AzureADGroup",
    ],
  ])("%s takes %s", async (path, permission) => {
    const { get } = await serve({ tenant });

    expect((await get(path, { token: mintToken({ roles: [permission] }) })).status).toBe(200);
    expect((await get(path, { token: mintToken({ roles: ["User.Read.All"] }) })).status).toBe(403);
  });
});
