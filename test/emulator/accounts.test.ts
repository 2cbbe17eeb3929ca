import { describe, expect, it } from "vitest";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const builder = aTenant("accounts", { now, licences: ["AAD_PREMIUM_P2", "Microsoft_Entra_ID_Governance"] })
  .user("Ada", {
    key: "ada",
    onPremises: { immutableId: "aW1t", securityIdentifier: "S-1-5-21-1" },
    companyName: "Bank",
  })
  .user("Ben", { key: "ben", manager: "ada", otherMails: ["ben@home.example"] })
  .user("Gus", { key: "gus", guest: true, mail: "gus@partner.example" })
  .user("Left", { key: "left", deleted: now })
  .group("Public", { microsoft365: true, visibility: "Public" })
  .group("Closed", { microsoft365: true, deleted: now })
  .group("Admins", { roleAssignable: true, members: ["Nested", "ben"] })
  .group("Nested", { members: ["ada", "gus"] })
  .app("api", { permissions: ["Write.All"], roles: ["User"] })
  .app("robot", { owners: ["ben", "api"] })
  .appRole("robot", "api", "Write.All")
  .appRole("ada", "api", "User")
  .catalog("Payments")
  .accessPackage("A", { catalog: "Payments", grants: [{ group: "Nested" }, { app: "api", role: "User" }] })
  .accessPackage("B", { catalog: "Payments", grants: [{ group: "Nested", as: "Owner" }] })
  .assign("left", "A");
const tenant = builder.build();
const eventual = { headers: { ConsistencyLevel: "eventual" } };
const admins = `/groups/${builder.id("group", "Admins")}`;
const robot = `/servicePrincipals/${builder.id("app", "robot")}`;

const rowsAt = async (path: string) => (await serve({ tenant })).all(path);

describe("accounts", () => {
  it("say where they come from on $select", async () => {
    const select =
      "companyName,identities,onPremisesImmutableId,onPremisesSecurityIdentifier,onPremisesSyncEnabled,otherMails,proxyAddresses";
    const [ada, ben, gus] = await rowsAt(`/users?$select=${select}`);

    expect(ada).toEqual({
      companyName: "Bank",
      identities: [{ signInType: "userPrincipalName", issuer: "example.com", issuerAssignedId: "ada@example.com" }],
      onPremisesImmutableId: "aW1t",
      onPremisesSecurityIdentifier: "S-1-5-21-1",
      onPremisesSyncEnabled: true,
      otherMails: [],
      proxyAddresses: ["SMTP:ada@example.com"],
    });
    expect(ben).toMatchObject({ onPremisesSyncEnabled: null, otherMails: ["ben@home.example"] });
    expect(gus).toMatchObject({
      identities: [{ signInType: "federated", issuer: "ExternalAzureAD" }],
      otherMails: ["gus@partner.example"],
    });
    expect(Object.keys((await rowsAt("/users"))[0] ?? {})).not.toContain("identities");
  });

  it("show their manager when asked, and no manager where there is none", async () => {
    const { get } = await serve({ tenant });
    const [ada, ben] = await rowsAt("/users?$select=id&$expand=manager($select=id)");

    expect(ada).toEqual({ id: builder.id("user", "ada") });
    expect(ben).toEqual({
      id: builder.id("user", "ben"),
      manager: { "@odata.type": "#microsoft.graph.user", id: builder.id("user", "ada") },
    });
    expect((await get(`/users/${builder.id("user", "ben")}/manager`)).body).toMatchObject({ displayName: "Ada" });
    expect((await get(`/users/${builder.id("user", "ada")}/manager`)).body.error.code).toBe("Request_ResourceNotFound");
  });

  it("come a hundred to a page with their managers, whatever is asked, and uncounted", async () => {
    const crowd = aTenant("crowd", { now });
    for (let nth = 0; nth < 150; nth += 1) crowd.user(`user ${nth}`);
    const { get, all } = await serve({ tenant: crowd.build() });
    const path = "/users?$select=id&$expand=manager($select=id)&$top=999";

    expect((await get(path)).body.value).toHaveLength(100);
    expect(await all(path)).toHaveLength(150);
    expect((await get(`${path}&$count=true`, eventual)).body).not.toHaveProperty("@odata.count");
    expect((await get("/users?$select=id&$top=999&$count=true", eventual)).body).toMatchObject({ "@odata.count": 150 });
  });

  it("are found among the deleted items alone once deleted, where their assignments outlive them", async () => {
    const { get } = await serve({ tenant });
    const id = builder.id("user", "left");

    expect(await rowsAt("/directory/deletedItems/microsoft.graph.user")).toMatchObject([
      { id, displayName: "Left", deletedDateTime: now.toISOString() },
    ]);
    expect((await get(`/users/${id}`)).status).toBe(404);
    expect(tenant.groups.flatMap(({ members }) => members)).not.toContain(id);
    expect(await rowsAt(`${governance}/assignments?$expand=target`)).toMatchObject([
      { state: "delivered", target: { objectId: id } },
    ]);
    expect(await rowsAt("/directory/deletedItems/microsoft.graph.group?$select=displayName")).toEqual([
      { displayName: "Closed" },
    ]);
  });
});

describe("groups", () => {
  it("say who may see them and whether they can hold roles", async () => {
    expect(await rowsAt("/groups?$select=displayName,visibility,isAssignableToRole")).toMatchObject([
      { displayName: "Public", visibility: "Public", isAssignableToRole: null },
      { displayName: "Admins", visibility: null, isAssignableToRole: true },
      { displayName: "Nested" },
    ]);
    expect(await rowsAt("/groups?$filter=isAssignableToRole eq true&$select=displayName")).toEqual([
      { displayName: "Admins" },
    ]);
  });

  it("count themselves, their members and everybody below, for who accepts a late count", async () => {
    const { get } = await serve({ tenant });

    expect((await get("/groups/$count", eventual)).text).toBe("3");
    expect((await get(`${admins}/members/$count`, eventual)).text).toBe("2");
    expect((await get(`${admins}/transitiveMembers/$count`, eventual)).text).toBe("4");
    expect((await get(`${admins}/transitiveMembers/$count`)).status).toBe(400);
  });
});

describe("applications", () => {
  it("have owners of any kind, and permissions they hold themselves", async () => {
    expect(await rowsAt(`${robot}/owners?$select=displayName`)).toEqual([
      { "@odata.type": "#microsoft.graph.user", displayName: "Ben" },
      { "@odata.type": "#microsoft.graph.servicePrincipal", displayName: "api" },
    ]);
    expect(await rowsAt(`${robot}/appRoleAssignments`)).toMatchObject([
      { principalDisplayName: "robot", resourceDisplayName: "api", principalType: "ServicePrincipal" },
    ]);
    expect(await rowsAt(`${robot}/appRoleAssignedTo`)).toEqual([]);
    expect(tenant.servicePrincipals[0]?.appRoles.map(({ allowedMemberTypes }) => allowedMemberTypes)).toEqual([
      ["User"],
      ["Application"],
    ]);
  });
});

describe("the tenant", () => {
  it("says what it is licensed for", async () => {
    const plans = (await rowsAt("/subscribedSkus")).flatMap(({ servicePlans }) => servicePlans);

    expect(plans).toMatchObject([
      { servicePlanName: "AAD_PREMIUM_P2", provisioningStatus: "Success" },
      { servicePlanName: "Entra_Identity_Governance" },
    ]);
  });

  it.each([
    ["/roleManagement/directory/roleEligibilityScheduleInstances", 400, "AadPremiumLicenseRequired"],
    ["/identityGovernance/entitlementManagement/catalogs", 403, "NoLicense"],
    ["/users?$select=id,signInActivity", 403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"],
  ])("without a licence is refused %s", async (path, status, code) => {
    const { get } = await serve({ tenant: aTenant("poor", { now, licences: [] }).build() });

    expect(await get(path)).toMatchObject({ status, body: { error: { code } } });
    expect((await get("/roleManagement/directory/roleDefinitions")).status).toBe(200);
    expect((await get("/users?$select=id")).status).toBe(200);
    expect((await (await serve({ tenant })).get(path)).status).toBe(200);
  });

  it.each([
    ["/subscribedSkus", "Organization.Read.All"],
    ["/directory/deletedItems/microsoft.graph.user", "User.Read.All"],
    ["/directory/deletedItems/microsoft.graph.group", "Group.Read.All"],
    [`${robot}/owners`, "Application.Read.All"],
  ])("%s takes %s", async (path, permission) => {
    const { get } = await serve({ tenant });

    expect((await get(path, { token: mintToken({ roles: [permission] }) })).status).toBe(200);
    expect((await get(path, { token: mintToken({ roles: ["AuditLog.Read.All"] }) })).status).toBe(403);
  });
});

describe("a catalog's resources", () => {
  it("are those of its packages, each once, with the roles that are given", async () => {
    const path = `${governance}/catalogs/${builder.id("catalog", "Payments")}/resources`;
    const groupId = builder.id("group", "Nested");
    const [group, app] = await rowsAt(`${path}?$expand=roles,scopes`);

    expect(group).toMatchObject({
      originSystem: "AadGroup",
      originId: groupId,
      roles: [{ originId: `Member_${groupId}` }, { originId: `Owner_${groupId}` }],
      scopes: [{ originId: groupId, isRootScope: true }],
    });
    expect(app).toMatchObject({ originSystem: "AadApplication", originId: builder.id("app", "api") });
    expect(await rowsAt(`${path}?$filter=originSystem eq 'AadApplication'&$select=id`)).toHaveLength(1);
    expect((await rowsAt(path))[0]).not.toHaveProperty("roles");

    const roles = path.replace("/resources", "/resourceRoles");
    const ofGroup = `${roles}?$filter=(originSystem eq 'AadGroup' and resource/id eq '${String(group?.["id"])}')`;
    expect(await rowsAt(`${ofGroup}&$expand=resource`)).toMatchObject([
      { originId: `Member_${groupId}`, resource: { originId: groupId } },
      { originId: `Owner_${groupId}` },
    ]);
    await expect(rowsAt(roles)).rejects.toThrow("400");
  });
});
