import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const eventual = { headers: { ConsistencyLevel: "eventual" } };

function crowd(size: number) {
  const tenant = aTenant("crowd", { now });
  for (let nth = 0; nth < size; nth += 1) tenant.user(`user ${nth}`, { accountEnabled: nth % 3 !== 0 });
  return tenant.build();
}

describe("paging", () => {
  it("gives the whole, once and in order, whatever the page size", async () => {
    const tenant = crowd(23);
    const { all } = await serve({ tenant });

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.boolean(), async (top, onlyEnabled) => {
        const filter = onlyEnabled ? "&$filter=accountEnabled eq true" : "";
        const users = tenant.users.filter(({ accountEnabled }) => accountEnabled || !onlyEnabled);

        expect(await all(`/users?$select=id&$top=${top}${filter}`)).toEqual(users.map(({ id }) => ({ id })));
      }),
      { numRuns: 30 },
    );
  });

  it("links to its own loopback origin, and gives no link on the last page", async () => {
    const { get, url } = await serve({ tenant: crowd(4) });
    const first = await get("/users?$top=2&$select=id");
    const link = String(first.body["@odata.nextLink"]);

    expect(link.startsWith(`${url}/v1.0/users?$top=2&$select=id&$skiptoken=`)).toBe(true);
    expect((await get(link)).body).not.toHaveProperty("@odata.nextLink");
  });

  it("refuses a skip token under another path or other options", async () => {
    const { get } = await serve({ tenant: crowd(4) });
    const link = String((await get("/users?$top=2")).body["@odata.nextLink"]);

    expect((await get(link.replace("/users?", "/groups?"))).status).toBe(400);
    expect((await get(link.replace("$top=2", "$top=3"))).status).toBe(400);
    expect((await get("/users?$skiptoken=bogus")).status).toBe(400);
  });

  it.each([
    ["/users", 100],
    ["/users?$top=999", 150],
    [`${governance}/assignments`, 100],
  ])("%s has pages of %i", async (path, size) => {
    const tenant = aTenant("many", { now }).accessPackage("A");
    for (let nth = 0; nth < 150; nth += 1) tenant.user(`u${nth}`).assign(`u${nth}`, "A");
    const { get } = await serve({ tenant: tenant.build() });

    expect((await get(path)).body.value).toHaveLength(size);
  });

  it("counts on the first page only, and in the directory only for who accepts a late count", async () => {
    const { get } = await serve({ tenant: crowd(5) });
    const first = await get("/users?$top=2&$count=true", eventual);

    expect(first.body["@odata.count"]).toBe(5);
    expect((await get(String(first.body["@odata.nextLink"]), eventual)).body).not.toHaveProperty("@odata.count");
    expect((await get("/users?$count=true")).body).not.toHaveProperty("@odata.count");
    expect((await get("/users/$count?$filter=accountEnabled eq false", eventual)).text).toBe("2");
    expect((await get("/users/$count")).body.error.code).toBe("Request_BadRequest");
    expect((await get(`${governance}/catalogs?$count=true`)).body["@odata.count"]).toBe(1);
  });

  it("does not carry ConsistencyLevel over to the next page", async () => {
    const { get } = await serve({ tenant: crowd(9) });
    const first = await get("/users?$filter=accountEnabled ne false&$count=true&$top=2", eventual);
    const link = String(first.body["@odata.nextLink"]);

    expect((await get(link, eventual)).body.value).toHaveLength(2);
    expect((await get(link)).body.error.code).toBe("Request_UnsupportedQuery");
  });
});
