import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const inJune = new Date("2026-06-01T00:00:00Z");
const tenant = aTenant("reading", { now })
  .user("Ada O'Hara", { key: "ada", department: "Treasury", jobTitle: "Analyst", lastSignIn: inJune })
  .user("Ben", { accountEnabled: false, lastSignIn: null })
  .user("Gus", { guest: true, created: inJune })
  .group("Ring-1", { members: ["Ring-2", "ada", "erp"], owners: ["Ben", "erp"] })
  .group("Ring-2", { members: ["Ring-1", "Ben"] })
  .app("erp", { roles: ["Pay"] })
  .appRole("ada", "erp", "Pay")
  .appRole("Ring-1", "erp", "Pay")
  .appRole("erp", "erp", null)
  .catalog("Payments")
  .customExtension("Ticket", { catalog: "Payments", about: "request" })
  .accessPackage("Initiator", {
    catalog: "Payments",
    grants: [{ group: "Ring-2" }, { app: "erp", role: "Pay" }, { site: "https://x.example/s", role: "Members" }],
  })
  .accessPackage("Approver", { catalog: "Payments" })
  .policy("Staff", {
    accessPackage: "Initiator",
    stages: [{ stage: "assignmentRequestGranted", extension: "Ticket" }],
  })
  .incompatible("Approver", "Initiator")
  .incompatibleGroup("Approver", "Ring-1")
  .assign("ada", "Initiator", { from: inJune, until: new Date("2027-01-01T00:00:00Z") })
  .assign("ada", "Approver", { state: "Delivered", request: null })
  .assign("Ben", "Initiator", { state: "expired", until: inJune, request: "UserAdd" })
  .assign({ displayName: "Eve", email: "eve@partner.example" }, "Initiator", { state: "delivering" })
  .connectedOrganization("Partner", { internalSponsors: ["ada"], externalSponsors: ["Gus", "Ring-1"] })
  .build();
const [initiator, approver] = tenant.accessPackages;
const [ring1] = tenant.groups;
const [erp] = tenant.servicePrincipals;
const eventual = { headers: { ConsistencyLevel: "eventual" } };

const namesAt = async (path: string, asked = {}): Promise<unknown[]> => {
  const { all } = await serve({ tenant });
  return (await all(path, asked)).map(({ displayName }) => displayName);
};

const relatedTo = (id: string | undefined, relation: string): Promise<unknown[]> =>
  namesAt(`${governance}/accessPackages/${id}/${relation}`);

const additionalAccess = (a?: string, b?: string): string =>
  `${governance}/assignments/additionalAccess(accessPackageId='${a}',incompatibleAccessPackageId='${b}')?$expand=target`;

describe("directory", () => {
  it("returns Graph's own properties of a user unasked, and the others on $select only", async () => {
    const { get } = await serve({ tenant });
    const unasked =
      "businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage";

    expect(Object.keys((await get("/users")).body.value[0] ?? {}).toSorted()).toEqual([
      ...unasked.split(" "),
      "surname",
      "userPrincipalName",
    ]);
    expect((await get("/users?$select=accountEnabled,userType,department,signInActivity")).body.value[0]).toEqual({
      accountEnabled: true,
      userType: "Member",
      department: "Treasury",
      signInActivity: {
        lastSignInDateTime: "2026-06-01T00:00:00Z",
        lastNonInteractiveSignInDateTime: "2026-06-01T00:00:00Z",
        lastSuccessfulSignInDateTime: "2026-06-01T00:00:00Z",
      },
    });
  });

  it.each([
    ["displayName eq 'ada o''hara'", ["Ada O'Hara"]],
    ["startswith(displayName,'b') or startswith(displayName,'G')", ["Ben", "Gus"]],
    ["accountEnabled eq true and (userType eq 'Guest' or department eq 'Treasury')", ["Ada O'Hara", "Gus"]],
    ["department eq null", ["Ben", "Gus"]],
    ["createdDateTime ge 2026-06-01T00:00:00Z", ["Gus"]],
    ["createdDateTime gt 2026-06-01T00:00:00Z", []],
    ["createdDateTime le 2026-06-01T00:00:00Z and userType eq 'Guest'", ["Gus"]],
    ["createdDateTime lt 2026-06-01T00:00:00Z and userType eq 'Guest'", []],
    ["signInActivity/lastSignInDateTime le 2026-07-01T00:00:00Z", ["Ada O'Hara"]],
    ["not(displayName eq 'Ben') and accountEnabled ne false", ["Ada O'Hara", "Gus"]],
    ["endswith(userPrincipalName,'.com') and displayName eq 'Gus'", ["Gus"]],
    ["displayName eq 'Ben' or displayName eq 'Gus' and accountEnabled eq false", ["Ben"]],
  ])("filters users by %s", async (filter, names) => {
    expect(await namesAt(`/users?$count=true&$filter=${encodeURIComponent(filter)}`, eventual)).toEqual(names);
  });

  it("sorts", async () => {
    expect(await namesAt("/users?$orderby=displayName desc")).toEqual(["Gus", "Ben", "Ada O'Hara"]);
    expect(await namesAt("/users?$orderby=createdDateTime desc&$top=1")).toEqual(["Gus", "Ada O'Hara", "Ben"]);
  });

  it("tells kinds of members apart, leaves service principals out, and survives nesting in a circle", async () => {
    const { get, all } = await serve({ tenant });
    const members = await all(`/groups/${ring1?.id}/members?$select=displayName,userPrincipalName`);

    expect(members).toEqual([
      { "@odata.type": "#microsoft.graph.group", displayName: "Ring-2" },
      { "@odata.type": "#microsoft.graph.user", displayName: "Ada O'Hara", userPrincipalName: expect.any(String) },
    ]);
    expect(await namesAt(`/groups/${ring1?.id}/transitiveMembers`)).toEqual(["Ring-2", "Ada O'Hara", "Ben"]);
    expect(await namesAt(`/groups/${ring1?.id}/owners`)).toEqual(["Ben"]);
    expect((await get(`/groups/${ring1?.id}`)).body["displayName"]).toBe("Ring-1");
  });

  it("lists who is assigned to an app, groups and apps as one row each", async () => {
    const { all } = await serve({ tenant });
    const rows = await all(`/servicePrincipals/${erp?.id}/appRoleAssignedTo`);

    expect(rows.map(({ principalType, principalDisplayName }) => [principalType, principalDisplayName])).toEqual([
      ["User", "Ada O'Hara"],
      ["Group", "Ring-1"],
      ["ServicePrincipal", "erp"],
    ]);
    expect(rows[2]).toMatchObject({ appRoleId: "00000000-0000-0000-0000-000000000000", resourceDisplayName: "erp" });
    expect(
      await all(`/servicePrincipals/${erp?.id}/appRoleAssignedTo?$filter=principalId eq ${ring1?.id}`),
    ).toHaveLength(1);
  });
});

describe("entitlement management", () => {
  it("shows relations only when they are expanded, nested options included", async () => {
    const { get } = await serve({ tenant });
    const plain = (await get(`${governance}/assignments?$top=1`)).body.value[0] ?? {};
    const path = `${governance}/assignments?$top=1&$select=state&$expand=target($select=id,objectId),accessPackage($select=displayName;$expand=catalog($select=displayName)),assignmentPolicy($select=displayName)`;
    const expanded = (await get(path)).body.value[0];

    expect(Object.keys(plain)).not.toContain("target");
    expect(expanded).toEqual({
      state: "delivered",
      target: { id: tenant.assignments[0]?.target.id, objectId: tenant.users[0]?.id },
      accessPackage: { displayName: "Initiator", catalog: { displayName: "Payments" } },
      assignmentPolicy: { displayName: "Staff" },
    });
  });

  it("gives what a package grants as roles and scopes of resources", async () => {
    const { get } = await serve({ tenant });
    const { body } = await get(
      `${governance}/accessPackages/${initiator?.id}?$expand=resourceRoleScopes($expand=role($expand=resource),scope)`,
    );

    const [group, app, site] = body["resourceRoleScopes"] as Record<string, Record<string, unknown>>[];
    expect(group?.["role"]).toMatchObject({ originId: `Member_${tenant.groups[1]?.id}`, originSystem: "AadGroup" });
    expect(group?.["role"]?.["resource"]).toMatchObject({ displayName: "Ring-2", originId: tenant.groups[1]?.id });
    expect(app?.["role"]).toMatchObject({ displayName: "Pay", originId: erp?.appRoles[0]?.id });
    expect(app?.["scope"]).toMatchObject({ originId: erp?.id, isRootScope: true });
    expect(site?.["scope"]).toMatchObject({ originId: "https://x.example/s", originSystem: "SharePointOnline" });
  });

  it.each([
    ["state eq 'delivered'", 2],
    ["state ne 'delivered'", 2],
    [`accessPackage/id eq '${approver?.id}' and state eq 'Delivered'`, 1],
    [`target/objectid eq '${tenant.users[0]?.id}'`, 2],
    ["target/objectId eq null", 1],
    ["contains(tolower(accessPackage/displayName),'init')", 3],
    ["contains(accessPackage/displayName,'init')", 0],
    ["schedule/expiration/endDateTime gt 2026-12-31T00:00:00Z", 1],
  ])("filters assignments by %s", async (filter, count) => {
    const { all } = await serve({ tenant });
    expect(await all(`${governance}/assignments?$filter=${encodeURIComponent(filter)}`)).toHaveLength(count);
  });

  it("reads incompatibility from both ends, as the one direction it is", async () => {
    expect(await relatedTo(approver?.id, "incompatibleAccessPackages")).toEqual(["Initiator"]);
    expect(await relatedTo(initiator?.id, "incompatibleAccessPackages")).toEqual([]);
    expect(await relatedTo(initiator?.id, "accessPackagesIncompatibleWith")).toEqual(["Approver"]);
    expect(await relatedTo(approver?.id, "incompatibleGroups")).toEqual(["Ring-1"]);
  });

  it("names the assignments of one package whose target has another too", async () => {
    const { all } = await serve({ tenant });
    const [row, ...others] = await all(additionalAccess(initiator?.id, approver?.id));
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      "@odata.type": "#microsoft.graph.accessPackageAssignment",
      id: tenant.assignments[0]?.id,
    });
    expect((await all(additionalAccess(approver?.id, initiator?.id))).map(({ id }) => id)).toEqual([
      tenant.assignments[1]?.id,
    ]);
  });

  it("serves requests, policies, catalogs, extensions, partners and settings", async () => {
    const { all, get } = await serve({ tenant });
    const requests = await all(`${governance}/assignmentRequests?$expand=accessPackage,assignment,requestor`);
    const [policy] = await all(
      `${governance}/assignmentPolicies?$expand=accessPackage,customExtensionStageSettings($expand=customExtension)`,
    );
    const catalog = tenant.catalogs.find(({ displayName }) => displayName === "Payments");
    const [partner] = tenant.connectedOrganizations;

    expect(requests.map(({ requestType }) => requestType)).toEqual(["adminAdd", "UserAdd", "adminAdd"]);
    expect(requests[2]).toMatchObject({ requestor: { objectId: null, email: "eve@partner.example" } });
    expect(policy).toMatchObject({
      accessPackage: { displayName: "Initiator" },
      customExtensionStageSettings: [{ stage: "assignmentRequestGranted", customExtension: { displayName: "Ticket" } }],
    });
    expect(await all(`${governance}/catalogs/${catalog?.id}/customWorkflowExtensions`)).toMatchObject([
      { "@odata.type": "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension" },
    ]);
    expect(await namesAt(`${governance}/connectedOrganizations/${partner?.id}/internalSponsors`)).toEqual([
      "Ada O'Hara",
    ]);
    expect(await namesAt(`${governance}/connectedOrganizations/${partner?.id}/externalSponsors`)).toEqual([
      "Gus",
      "Ring-1",
    ]);
    expect((await get(`${governance}/settings`)).body).toHaveProperty("externalUserLifecycleAction");
    expect(await namesAt("/organization")).toEqual(["reading"]);
  });
});

describe("hostile names", () => {
  it("come back as they went in, and can be filtered by", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), async (name) => {
        const hostile = aTenant("hostile", { now }).user(name, { key: "h" }).user("other").build();
        const { all } = await serve({ tenant: hostile });
        const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);

        expect((await all(`/users?$filter=${filter}`))[0]).toMatchObject({ displayName: name });
      }),
      { numRuns: 25, examples: [["' or 'a' eq 'a"], ['=HYPERLINK("http://x")'], ["\u001b[31m\u202e"], ["&$top=0#"]] },
    );
  });
});
