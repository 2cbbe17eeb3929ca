import { describe, expect, it } from "vitest";
import { mintToken } from "../../src/emulator/mint-token.ts";
import type { ThrottleOption } from "../../src/emulator/throttle/limits.ts";
import { resourceUnitsOf } from "../../src/emulator/throttle/resource-units.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const tenant = aTenant("throttled", { now })
  .user("ada")
  .group("G", { members: ["ada"] })
  .accessPackage("A")
  .build();
const group = tenant.groups[0]?.id;

/** An emulator whose clock stands still until it is moved. */
async function limited(throttle: ThrottleOption) {
  let moment = now.getTime();
  const served = await serve({ tenant, throttle, now: () => new Date(moment) });
  const wait = (seconds: number): void => {
    moment += seconds * 1_000;
  };
  return { ...served, wait };
}

describe("resource units", () => {
  it.each([
    ["GET", "/users", "", 2],
    ["GET", "/users", "$select=id", 1],
    ["GET", "/users", "$top=19", 1],
    ["GET", "/users", "$top=20", 2],
    ["GET", "/users", "$select=id&$top=5", 1],
    ["GET", "/users", "$expand=manager", 3],
    ["GET", "/users/x", "", 1],
    ["GET", "/users/x/memberOf", "", 2],
    ["GET", "/groups", "", 1],
    ["GET", "/groups/x/members", "", 3],
    ["GET", "/groups/x/members", "$select=id", 2],
    ["GET", "/groups/x/transitiveMembers", "$select=id&$top=999", 4],
    ["GET", "/servicePrincipals/x/appRoleAssignments", "", 2],
    ["GET", "/servicePrincipals/x/appRoleAssignedTo", "", 1],
    ["POST", "/directoryObjects/getByIds", "", 5],
    ["POST", "/users/x/checkMemberGroups", "", 4],
    ["DELETE", "/groups/x/members/y/$ref", "", 1],
    ["GET", "/Users", "", 2],
  ])("%s %s?%s costs %i", (method, path, query, units) => {
    expect(resourceUnitsOf({ method, query: new URLSearchParams(query) }, path)).toBe(units);
  });
});

describe("throttling", () => {
  it("tells what each request costs, and from four fifths of the limit on how much is used", async () => {
    const { get } = await limited({ resourceUnits: 10 });
    const heads = [];
    for (const _ of Array(5).keys()) heads.push((await get("/users")).headers);

    expect(heads.map((head) => head.get("x-ms-resource-unit"))).toEqual(["2", "2", "2", "2", "2"]);
    expect(heads.map((head) => head.get("x-ms-throttle-limit-percentage"))).toEqual([null, null, null, null, "1.00"]);
  });

  it("refuses as Graph does, and lets in who waits as long as it says", async () => {
    const { get, wait } = await limited({ resourceUnits: 10 });
    for (const _ of Array(5).keys()) await get("/users");
    const { status, headers, body } = await get("/users");

    expect(status).toBe(429);
    expect(body.error).toMatchObject({
      code: "TooManyRequests",
      message: "Please retry again later.",
      innerError: { code: "429", status: "429", message: "Please retry after" },
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      "retry-after": "2",
      "x-ms-throttle-scope": `Tenant_Application/ReadWrite/00000000-0000-0000-0000-000000000000/${tenant.organization.id}`,
      "x-ms-throttle-information": "ResourceUnitLimitExceeded",
      "x-ms-throttle-limit-percentage": "1.20",
    });
    wait(1);
    expect((await get("/users")).status).toBe(429);
    wait(2);
    expect((await get("/users")).status).toBe(200);
  });

  it("fills up to the limit and no further, and never tells of more than 1.8", async () => {
    const { get, wait } = await limited({ resourceUnits: 2 });
    await get("/users");
    wait(3_600);

    expect((await get("/users")).status).toBe(200);
    expect((await get("/users")).status).toBe(429);
    const dear = await get(`/groups/${group}/transitiveMembers`);
    expect(dear.headers.get("x-ms-throttle-limit-percentage")).toBe("1.80");
  });

  it("counts refused requests too: who does not wait does not get in", async () => {
    const { get, wait } = await limited({ resourceUnits: 10 });
    for (const _ of Array(5).keys()) await get("/users");
    for (const _ of Array(5).keys()) {
      wait(1);
      expect((await get("/users")).status).toBe(429);
    }
  });

  it.each([
    ["small", 3_500],
    ["medium", 5_000],
    ["large", 8_000],
  ] as const)("allows a %s tenant %i units in ten seconds", async (size, units) => {
    const { get, post } = await limited(size);
    const requests = Array.from({ length: 20 }, (_, nth) => ({
      id: `${nth}`,
      method: "GET",
      url: `/groups/${group}/transitiveMembers`,
    }));
    const statuses: number[] = [];
    for (const _ of Array(units / 100).keys()) {
      const { body } = await post("/$batch", { requests });
      statuses.push(...(body["responses"] as { status: number }[]).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(units / 5);
    expect((await get("/groups")).status).toBe(429);
  });

  it("throttles the items of a batch one by one, each with its own headers", async () => {
    const { post } = await limited({ resourceUnits: 3 });
    const requests = ["1", "2", "3"].map((id) => ({ id, method: "GET", url: "/users?$select=id" }));
    requests.push({ id: "4", method: "GET", url: "/users" });
    const { status, headers, body } = await post("/$batch", { requests });
    const responses = body["responses"] as { id: string; status: number; headers: Record<string, string> }[];

    expect(status).toBe(200);
    expect(headers.get("x-ms-resource-unit")).toBeNull();
    expect(Object.fromEntries(responses.map((response) => [response.id, response.status]))).toEqual({
      1: 200,
      2: 200,
      3: 200,
      4: 429,
    });
    expect(responses.find(({ id }) => id === "4")?.headers).toMatchObject({ "Retry-After": "7" });
  });

  it("counts each application for itself", async () => {
    const { get } = await limited({ resourceUnits: 2 });
    const tokens = ["one", "two"].map((appId) => mintToken({ roles: ["User.Read.All"], appId }));

    for (const token of tokens) expect((await get("/users", { token })).status).toBe(200);
    for (const token of tokens) expect((await get("/users", { token })).status).toBe(429);
  });

  it.each([
    ["/auditLogs/directoryAudits", "reports", 5, "2"],
    ["/users?$select=id,signInActivity", "signIns", 10, "6"],
  ])("allows %s as often as documented", async (path, _limit, times, retryAfter) => {
    const { get } = await limited("large");
    for (const _ of Array(times).keys()) expect((await get(path)).status).toBe(200);
    const refused = await get(path);

    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe(retryAfter);
    expect(refused.headers.get("x-ms-throttle-information")).toBe("RequestLimitExceeded");
    expect((await get("/users")).status).toBe(200);
  });

  it("limits writes apart from reads", async () => {
    const { get, delete: remove } = await limited({ writes: 1 });
    const path = `/groups/${group}/members/${tenant.users[0]?.id}/$ref`;

    expect((await remove(path)).status).toBe(204);
    const refused = await remove(path);
    expect(refused.headers.get("x-ms-throttle-information")).toBe("WriteLimitExceeded");
    expect(refused.headers.get("retry-after")).toBe("150");
    expect(refused.headers.get("x-ms-throttle-scope")).toMatch(/^Tenant_Application\/Write\//u);
    expect((await get("/users")).status).toBe(200);
  });

  it("limits identity governance only where asked to, and by requests", async () => {
    const [free, bound] = [await limited({ resourceUnits: 1 }), await limited({ governance: 2 })];
    for (const _ of Array(9).keys()) expect((await free.get(`${governance}/catalogs`)).status).toBe(200);
    for (const _ of Array(2).keys()) expect((await bound.get(`${governance}/catalogs`)).status).toBe(200);

    expect((await bound.get(`${governance}/catalogs`)).status).toBe(429);
    expect((await bound.get("/users")).status).toBe(200);
  });

  it("leaves alone what is not Graph's", async () => {
    const { post, url } = await limited({ resourceUnits: 1, writes: 1 });
    const path = `${url}/v1/workspaces/6f2b2b1c-0000-4000-a000-000000000001/query`;
    const unlimited = await serve({ tenant });
    for (const _ of Array(3).keys()) expect((await post(path, { query: "AuditLogs" })).status).toBe(200);

    const stranger = { token: null };
    expect((await post(path, { query: "AuditLogs" }, stranger)).body).toEqual(
      (await unlimited.post(path.replace(url, unlimited.url), { query: "AuditLogs" }, stranger)).body,
    );
  });
});

describe("latency", () => {
  it("keeps every answer back", async () => {
    const [slow, quick] = [await serve({ tenant, latency: 5_000 }), await serve({ tenant })];
    const first = await Promise.race([
      slow.get("/users").then(
        () => "slow",
        () => "broken",
      ),
      quick.get("/users").then(() => "quick"),
    ]);

    expect(first).toBe("quick");
    expect(slow.requests).toEqual([]);
  });
});
