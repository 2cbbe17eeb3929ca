import { describe, expect, it } from "vitest";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { startEmulator } from "../../src/emulator/start-emulator.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const tenant = aTenant("strict", { now })
  .user("ada")
  .group("G", { members: ["ada"] })
  .app("erp", { roles: ["Pay"] })
  .appRole("ada", "erp", "Pay")
  .accessPackage("A", { grants: [{ group: "G" }] })
  .accessPackage("B")
  .policy("Default", { accessPackage: "A" })
  .assign("ada", "A")
  .build();
const [ada] = tenant.users;
const [group] = tenant.groups;
const [first, second] = tenant.accessPackages;
const signInActivity = "/users?$select=id,signInActivity";

describe("what Graph refuses, the emulator refuses", () => {
  it.each([
    "/users?$select=shoeSize",
    "/users?$select=constructor",
    "/users?$select=id,",
    "/users?$filter=shoeSize eq 1",
    "/users?$filter=displayName eq",
    "/users?$filter=displayName eq 'open",
    "/users?$filter=displayName eq 'a' displayName eq 'b'",
    "/users?$filter=displayName like 'a'",
    "/users?$filter=accountEnabled eq 'true'",
    "/users?$filter=createdDateTime ge '2026-01-01T00:00:00Z'",
    "/users?$filter=id eq 8c7ba9a2-1b0c-4b5e-9c57-111111111111",
    "/users?$filter=contains(displayName,'a')&$count=true",
    "/users?$filter=displayName ne 'a'",
    "/users?$filter=not(displayName eq 'a')",
    "/users?$filter=accountEnabled eq true&$orderby=displayName",
    "/users?$orderby=shoeSize",
    "/users?$expand=shoes",
    "/users?$top=0",
    "/users?$top=1000",
    "/users?$top=ten",
    `${signInActivity}&$top=501`,
    "/users?$count=perhaps",
    "/users?$skip=3",
    "/users?$flavour=mint",
    "/users?$top=1&$top=2",
    `/users/${ada?.id}?$top=1`,
    "/nothing",
    `/groups/${group?.id}/shoes`,
    `/groups/${group?.id}/transitiveMembers/microsoft.graph.user?$count=true`,
    `${governance}/assignments?$top=101`,
    `${governance}/assignments?$expand=target($filter=id eq 'x')`,
    `${governance}/assignments?$expand=target($select=shoeSize)`,
    `${governance}/assignments?$expand=constructor`,
    `${governance}/assignments?$expand=target)`,
    `${governance}/assignments?$filter=target/shoeSize eq 'x'`,
    `${governance}/assignments/additionalAccess(accessPackageId='${first?.id}',incompatibleAccessPackageId='${first?.id}')`,
    `${governance}/assignments/additionalAccess(accessPackageId='${first?.id}')`,
    `${governance}/assignments/additionalAccess(accessPackageId='${first?.id}',incompatibleAccessPackageId='${second?.id}',x='y')`,
  ])("400 for %s", async (path) => {
    const { get } = await serve({ tenant });
    const { status, body } = await get(path);

    expect(status).toBe(400);
    expect(body.error.message).not.toBe("");
  });

  it("400 outside of v1.0", async () => {
    const { get, url } = await serve({ tenant });
    expect((await get(`${url}/beta/users`)).status).toBe(400);
  });

  it.each([
    ["/users/nobody", "Request_ResourceNotFound"],
    ["/groups/none", "Request_ResourceNotFound"],
    ["/groups/none/members", "Request_ResourceNotFound"],
    ["/servicePrincipals/none/appRoleAssignedTo", "Request_ResourceNotFound"],
    [`${governance}/accessPackages/none`, "ResourceNotFound"],
    [`${governance}/accessPackages/none/incompatibleGroups`, "ResourceNotFound"],
    [
      `${governance}/assignments/additionalAccess(accessPackageId='a',incompatibleAccessPackageId='b')`,
      "ResourceNotFound",
    ],
  ])("404 for %s", async (path, code) => {
    const { get } = await serve({ tenant });
    const { status, body } = await get(path);

    expect({ status, code: body.error.code }).toEqual({ status: 404, code });
  });

  it("405 for a known path under another method", async () => {
    const { post, delete: remove } = await serve({ tenant });

    expect((await post("/users", {})).status).toBe(405);
    expect((await remove(`/groups/${group?.id}`)).status).toBe(405);
  });

  it.each([[null], [""], ["a.b.c"]])("401 with the bearer %j", async (token) => {
    const { get } = await serve({ tenant });
    const { status, body } = await get("/users", { token });

    expect({ status, code: body.error.code }).toEqual({ status: 401, code: "InvalidAuthenticationToken" });
  });

  it("says who and when in every answer, and repeats it in errors", async () => {
    const { get } = await serve({ tenant });
    const { headers, body } = await get("/nothing", { headers: { "client-request-id": "mine" } });

    expect(headers.get("client-request-id")).toBe("mine");
    expect(headers.get("date")).toBe("Mon, 23 Nov 2026 09:00:00 GMT");
    expect(body.error).toEqual({
      code: "BadRequest",
      message: "Resource not found for the segment 'nothing'.",
      innerError: {
        date: "2026-11-23T09:00:00",
        "request-id": headers.get("request-id"),
        "client-request-id": "mine",
      },
    });
  });
});

describe("permissions in a JWT", () => {
  it.each([
    ["/organization", "User.Read.All"],
    ["/users", "User.Read.All"],
    [`/users/${ada?.id}`, "User.Read.All"],
    ["/groups", "GroupMember.Read.All"],
    [`/groups/${group?.id}/members`, "GroupMember.Read.All"],
    [`/groups/${group?.id}/owners`, "GroupMember.Read.All"],
    ["/servicePrincipals", "Application.Read.All"],
    [`${governance}/assignments`, "EntitlementManagement.Read.All"],
    [`${governance}/accessPackages/${second?.id}/incompatibleGroups`, "EntitlementManagement.Read.All"],
    [`${governance}/settings`, "EntitlementManagement.ReadWrite.All"],
  ])("%s needs %s", async (path, permission) => {
    const { get } = await serve({ tenant });
    const refused = await get(path, { token: mintToken({ roles: ["Mail.Read"] }) });

    expect({ status: refused.status, code: refused.body.error.code }).toEqual({
      status: 403,
      code: "Authorization_RequestDenied",
    });
    expect((await get(path, { token: mintToken({ roles: [permission] }) })).status).toBe(200);
  });

  it("reads delegated scopes too", async () => {
    const claims = Buffer.from(JSON.stringify({ scp: "openid User.Read.All" })).toString("base64url");
    const { get } = await serve({ tenant });

    expect((await get("/users", { token: `h.${claims}.s` })).status).toBe(200);
    expect((await get("/groups", { token: `h.${claims}.s` })).status).toBe(403);
  });

  it.each([signInActivity, `/users/${ada?.id}?$select=signInActivity`])(
    "%s needs AuditLog.Read.All too",
    async (path) => {
      const { get } = await serve({ tenant });

      expect((await get(path, { token: mintToken({ roles: ["User.Read.All"] }) })).status).toBe(403);
      expect((await get(path, { token: mintToken({ roles: ["User.Read.All", "AuditLog.Read.All"] }) })).status).toBe(
        200,
      );
    },
  );

  it("writes need permissions to write", async () => {
    const token = mintToken({
      roles: ["EntitlementManagement.Read.All", "Directory.Read.All", "Application.Read.All"],
    });
    const { post, delete: remove } = await serve({ tenant });
    const [assignment] = tenant.appRoleAssignments;

    const paths = [
      `/groups/${group?.id}/members/${ada?.id}/$ref`,
      `/servicePrincipals/${assignment?.resourceId}/appRoleAssignedTo/${assignment?.id}`,
      `${governance}/accessPackages/${first?.id}/incompatibleGroups/${group?.id}/$ref`,
    ];
    for (const path of paths) expect((await remove(path, { token })).status).toBe(403);
    expect((await post(`${governance}/assignmentRequests`, {}, { token })).status).toBe(403);
  });
});

describe("intercept", () => {
  it("answers in the emulator's place, or leaves the request alone", async () => {
    const { get, requests } = await serve({
      tenant,
      intercept: ({ path }) =>
        path === "/v1.0/groups" ? { status: 503, body: { down: true }, headers: { "Retry-After": "7" } } : undefined,
    });
    const { status, headers, body } = await get("/groups?$top=1");

    expect({ status, retryAfter: headers.get("retry-after"), body }).toEqual({
      status: 503,
      retryAfter: "7",
      body: { down: true },
    });
    expect((await get("/users")).status).toBe(200);
    expect(requests).toEqual([
      { method: "GET", url: "/v1.0/groups?$top=1", status: 503 },
      { method: "GET", url: "/v1.0/users", status: 200 },
    ]);
  });
});

describe("startEmulator", () => {
  it("says which port is taken", async () => {
    const { url } = await serve({ tenant });
    await expect(startEmulator({ tenant, port: Number(new URL(url).port) })).rejects.toThrow(/cannot listen on 127/u);
  });
});
