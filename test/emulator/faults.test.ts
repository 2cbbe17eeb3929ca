import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FaultPlanInput, faultPlanOf, parseFaultPlan } from "../../src/emulator/faults/fault-plan.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { ScanError } from "../../src/scan-error.ts";
import { governance, now, serve } from "./emulated-graph.ts";

type Faults = NonNullable<FaultPlanInput["faults"]>;

const builder = aTenant("faulty", { now });
for (let nth = 0; nth < 25; nth += 1) builder.user(`user ${nth}`).accessPackage(`Package ${nth}`, { catalog: "Many" });
const tenant = builder.catalog("Many").build();
const userIds = tenant.users.map(({ id }) => id);

const faulty = (faults: Faults, plan: Omit<FaultPlanInput, "faults"> = {}) =>
  serve({ tenant, faults: { faults, ...plan } });

const idsOf = (rows: readonly Record<string, unknown>[]) => rows.map(({ id }) => id);

describe("refusals on purpose", () => {
  it.each([
    [{}, "1"],
    [{ retryAfter: 12 }, "12"],
    [{ retryAfter: 0.249 }, "0.249"],
    [{ retryAfter: "date" }, "Mon, 23 Nov 2026 09:00:01 GMT"],
    [{ retryAfter: "none" }, null],
  ] as const)("429 with %o has the header %s", async (options, retryAfter) => {
    const { get } = await faulty([{ fault: "throttled", ...options }]);
    const { status, headers, body } = await get("/users");

    expect([status, headers.get("retry-after"), body.error.code]).toEqual([429, retryAfter, "TooManyRequests"]);
  });

  it.each([500, 502, 503, 504] as const)("%i comes with an error as Graph words it", async (status) => {
    const { get } = await faulty([{ fault: "unavailable", status }]);
    const answer = await get("/users");

    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect(answer.headers.get("request-id")).not.toBeNull();
  });

  it("forbids some paths for ever, and no others", async () => {
    const { get } = await faulty([{ fault: "forbidden", paths: ["/groups", "/users/*/manager"] }]);
    for (const _ of Array(9).keys()) {
      expect((await get("/groups")).body.error.code).toBe("Authorization_RequestDenied");
    }
    expect((await get(`/users/${userIds[0]}/manager`)).status).toBe(403);
    expect((await get(`/users/${userIds[0]}`)).status).toBe(200);
  });

  it("refuses a bearer once it is old, and takes a new one", async () => {
    let moment = now.getTime();
    const { get } = await serve({ tenant, faults: { expireTokensAfter: 60 }, now: () => new Date(moment) });

    expect((await get("/users", { token: "one" })).status).toBe(200);
    moment += 59_999;
    expect((await get("/users", { token: "one" })).status).toBe(200);
    moment += 1;
    const refused = await get("/users", { token: "one" });
    expect([refused.status, refused.body.error.code]).toEqual([401, "InvalidAuthenticationToken"]);
    expect(refused.headers.get("www-authenticate")).not.toBeNull();
    expect((await get("/users", { token: "two" })).status).toBe(200);
    expect((await get("/users", { token: "one" })).status).toBe(401);
  });
});

describe("answers that suffer on the wire", () => {
  it.each(["start", "headers", "body"] as const)(
    "a reset at its %s leaves the caller without an answer",
    async (at) => {
      const { get, requests } = await faulty([{ fault: "reset", at }], { maxPerUrl: 1 });

      await expect(get("/users")).rejects.toThrow(TypeError);
      expect((await get("/users")).body.value).toHaveLength(25);
      expect(requests.map(({ faults }) => faults)).toEqual([["reset"], undefined]);
    },
  );

  it("a reset after the headers lets them through", async () => {
    const { url } = await faulty([{ fault: "reset", at: "headers" }]);
    const response = await fetch(`${url}/v1.0/users`, { headers: { authorization: "Bearer x" } });

    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  it("a reset within the body lets half of it through", async () => {
    const { url } = await faulty([{ fault: "reset", at: "body" }]);
    const response = await fetch(`${url}/v1.0/users`, { headers: { authorization: "Bearer x" } });
    const reader = response.body!.getReader();

    expect(new TextDecoder().decode((await reader.read()).value)).toContain(userIds[0]);
    await expect(reader.read()).rejects.toThrow(TypeError);
  });

  it("truncated JSON is framed as if it were whole", async () => {
    const { url } = await faulty([{ fault: "truncated" }]);
    const response = await fetch(`${url}/v1.0/users`, { headers: { authorization: "Bearer x" } });
    const body = await response.text();

    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe(`${Buffer.byteLength(body)}`);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(body).toContain(userIds[0]);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });

  it("a proxy's page comes with 200", async () => {
    const { get } = await faulty([{ fault: "html" }]);
    const { status, headers, text } = await get("/users");

    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(text).toMatch(/^<!DOCTYPE html>/u);
  });

  it("a slow body is whole in the end", async () => {
    const { get, requests } = await faulty([{ fault: "slow", milliseconds: 1 }]);

    expect((await get("/users")).body.value).toHaveLength(25);
    expect(requests[0]?.faults).toEqual(["slow"]);
  });
});

describe("pages that do not fit together", () => {
  it.each([400, 410] as const)(
    "a next link expires with %i after some requests, until it is given anew",
    async (status) => {
      const { get } = await faulty([{ fault: "expiredPage", status, afterRequests: 2, forever: true }]);
      const link = String((await get("/users?$top=9")).body["@odata.nextLink"]);

      expect((await get(link)).status).toBe(200);
      await get("/groups");
      const expired = await get(link);
      expect([expired.status, expired.body.error.code]).toEqual([status, "Directory_ExpiredPageToken"]);
      expect((await get("/users?$top=9")).body["@odata.nextLink"]).toBe(link);
      expect((await get(link)).status).toBe(200);
    },
  );

  it("a next link expires after some time", async () => {
    let moment = now.getTime();
    const faults: Faults = [{ fault: "expiredPage", afterMilliseconds: 500 }];
    const { get } = await serve({ tenant, faults: { faults }, now: () => new Date(moment) });
    const link = String((await get("/users?$top=9")).body["@odata.nextLink"]);

    moment += 499;
    expect((await get(link)).status).toBe(200);
    moment += 1;
    expect((await get(link)).status).toBe(400);
    expect((await get("/users?$top=9")).status).toBe(200);
  });

  it("an item comes again at the head of the next page", async () => {
    const { all, requests } = await faulty([{ fault: "repeatedItem", forever: true }]);
    const again = (position: number) => [userIds[position - 1], ...userIds.slice(position, position + 10)];

    expect(idsOf(await all("/users?$top=10"))).toEqual([...userIds.slice(0, 10), ...again(10), ...again(20)]);
    expect(requests.map(({ faults }) => faults)).toEqual([undefined, ["repeatedItem"], ["repeatedItem"]]);
  });

  it("an item moves to the page before, and is missed", async () => {
    const { all } = await faulty([{ fault: "movedItem" }]);
    const missed = new Set([userIds[10], userIds[20]]);

    expect(idsOf(await all("/users?$top=10"))).toEqual(userIds.filter((id) => !missed.has(id)));
  });

  it("a next link leads to another origin, its path kept", async () => {
    const { get } = await faulty([{ fault: "foreignLink" }]);

    expect((await get("/users?$top=9")).body["@odata.nextLink"]).toMatch(
      /^http:\/\/evil\.example\/v1\.0\/users\?.*skiptoken=/u,
    );
    expect((await get("/users")).body).not.toHaveProperty(["@odata.nextLink"]);
  });

  it("a next link leads back to its own page", async () => {
    const { get } = await faulty([{ fault: "repeatedLink", forever: true }]);
    const first = await get("/users?$top=9");
    const second = await get(String(first.body["@odata.nextLink"]));

    expect(second.body["@odata.nextLink"]).toBe(first.body["@odata.nextLink"]);
    expect(idsOf(second.body.value)).toEqual(idsOf(first.body.value));
  });

  it("expanded children end at twenty, at every depth, and whole lists do not", async () => {
    const { get, requests } = await faulty([{ fault: "cappedExpand" }]);
    const catalogs = await get(`${governance}/catalogs?$expand=accessPackages($select=id)`);
    const packages = await get(`${governance}/accessPackages?$expand=catalog($expand=accessPackages)&$top=1`);
    const counts = catalogs.body.value.map((row) => (row["accessPackages"] as []).length);

    expect(counts).toEqual([0, 20]);
    expect((packages.body.value[0]!["catalog"] as Record<string, []>)["accessPackages"]).toHaveLength(20);
    expect((await get(`${governance}/accessPackages?$expand=catalog`)).body.value).toHaveLength(25);
    expect(requests.map(({ faults }) => faults)).toEqual([["cappedExpand"], ["cappedExpand"], undefined]);
  });

  it("the tenant changes while it is read", async () => {
    const withoutFirst = { afterRequests: 1, change: (of: typeof tenant) => ({ ...of, users: of.users.slice(1) }) };
    const { all } = await serve({ tenant, mutations: [withoutFirst] });

    expect(idsOf(await all("/users?$top=10"))).toEqual(userIds.filter((id) => id !== userIds[10]));
  });
});

describe("a plan", () => {
  const half: Faults = [{ fault: "unavailable", rate: 0.5, forever: true }];
  const paths = Array.from({ length: 12 }, (_, nth) => `/users?$top=${nth + 1}`);

  /** The statuses of each path, asked as often as that, some at a time. */
  async function statuses(seed: number, atOnce: number, times = 4): Promise<Record<string, number[]>> {
    const { get } = await faulty(half, { seed });
    const seen = paths.map((path): [string, number[]] => [path, []]);
    for (let at = 0; at < paths.length; at += atOnce) {
      const asked = seen.slice(at, at + atOnce).map(async ([path, answers]) => {
        for (const _ of Array(times).keys()) answers.push((await get(path)).status);
      });
      await Promise.all(asked);
    }
    return Object.fromEntries(seen);
  }

  it("strikes the same requests again whatever the concurrency, and others under another seed", async () => {
    const one = await statuses(1, 1);

    expect(await statuses(1, 12)).toEqual(one);
    expect(Object.values(one).some((answers) => new Set(answers).size === 2)).toBe(true);
    expect(await statuses(2, 1)).not.toEqual(one);
    const struck = Object.values(one)
      .flat()
      .filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(12);
    expect(struck).toBeLessThan(36);
  });

  it("lets every URL through in the end: after three faults, or as many as it says", async () => {
    const faults: Faults = [{ fault: "unavailable" }, { fault: "throttled" }, { fault: "html" }];
    for (const [maxPerUrl, plan] of [
      [3, {}],
      [1, { maxPerUrl: 1 }],
      [0, { maxPerUrl: 0 }],
    ] as const) {
      const { get } = await faulty(faults, plan);
      for (const path of ["/users", "/users?$top=1"]) {
        const answers = [];
        for (const _ of Array(5).keys()) answers.push((await get(path)).status);
        expect(answers).toEqual(Array.from({ length: 5 }, (_, nth) => (nth < maxPerUrl ? 503 : 200)));
      }
    }
  });

  it("strikes the methods it names", async () => {
    const { get, delete: remove } = await faulty([{ fault: "unavailable", methods: ["DELETE"] }]);

    expect((await get("/users")).status).toBe(200);
    expect((await remove("/groups/x/members/y/$ref")).status).toBe(503);
  });

  it("strikes items of a batch, each by its own URL, and leaves the batch be", async () => {
    const { post, get, requests } = await faulty(
      [
        { fault: "throttled", paths: ["/users"], within: "batch", retryAfter: 5 },
        { fault: "unavailable", paths: ["/groups"], status: 504, within: "batch" },
        { fault: "html", paths: ["/organization"] },
      ],
      { maxPerUrl: 1 },
    );
    const urls = ["/users", "/groups", "/organization"];
    const batch = async () => {
      const { status, body } = await post("/$batch", {
        requests: urls.map((url) => ({ id: url, method: "GET", url })),
      });
      const responses = body["responses"] as { id: string; status: number; headers: Record<string, string> }[];
      expect(status).toBe(200);
      return Object.fromEntries(responses.map((response) => [response.id, response]));
    };

    const first = await batch();
    expect(urls.map((url) => first[url]?.status)).toEqual([429, 504, 200]);
    expect(first["/users"]?.headers).toMatchObject({ "Retry-After": "5" });
    const second = await batch();
    expect(urls.map((url) => second[url]?.status)).toEqual([200, 200, 200]);
    expect((await get("/users")).status).toBe(200);
    expect(requests.map(({ faults }) => faults)).toEqual([["throttled", "unavailable"], undefined, undefined]);
  });

  it("is read from YAML or JSON, and what is left out has its usual value", () => {
    const yaml =
      "seed: 7\nfaults:\n  - fault: throttled\n    retryAfter: 0.249\n    rate: 0.1\n    paths: [/users, /groups/*/members]\n";
    const plan = parseFaultPlan(yaml, "faults.yaml");

    expect(plan).toMatchObject({ seed: 7, maxPerUrl: 3, faults: [{ rate: 0.1, within: "both", forever: false }] });
    expect(parseFaultPlan(JSON.stringify(plan), "faults.json")).toEqual(plan);
    expect(faultPlanOf(plan)).toEqual(plan);
    expect(parseFaultPlan("", "empty.yaml").faults).toEqual([]);
  });

  it.each([
    ["faults:\n  - fault: unavailable\n    status: 418", "plan.yaml: faults[0].status: "],
    ["faults:\n  - fault: slow\n  - fault: throttled\n    rate: 2", "plan.yaml: faults[1].rate: "],
    ["faults:\n  - fault: sloth", "plan.yaml: faults[0].fault: "],
    ["faults:\n  - fault: truncated\n    within: batch", "plan.yaml: faults[0].within: "],
    ["faults:\n  - fault: slow\n    milliseconds: 99999", "plan.yaml: faults[0].milliseconds: "],
    ["fault: slow", "plan.yaml: "],
    ["faults: [", "plan.yaml: "],
    ["a: 1\na: 2", "plan.yaml: "],
  ])("%j is refused by the place that is wrong", async (text, message) => {
    expect(() => parseFaultPlan(text, "plan.yaml")).toThrow(ScanError);
    expect(() => parseFaultPlan(text, "plan.yaml")).toThrow(message);
  });

  it("that is none stops the emulator from starting", async () => {
    const faults = [{ fault: "sloth" }] as unknown as Faults;
    await expect(faulty(faults)).rejects.toMatchObject({ code: "config/unreadable" });
  });

  it("of any faults that are not for ever lets four tries through", async () => {
    const kinds = fc.constantFrom("throttled", "unavailable", "truncated", "html", "slow" as const);
    const fault = kinds.chain((kind) =>
      fc
        .double({ min: 0, max: 1, noNaN: true })
        .map((rate): Faults[number] =>
          kind === "slow" ? { fault: kind, rate, milliseconds: 1 } : { fault: kind as "html", rate },
        ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 6 }), fc.integer(), async (faults, seed) => {
        const { get } = await faulty(faults, { seed });
        const answers = [];
        for (const _ of Array(4).keys()) answers.push(await get("/users").catch(() => null));
        expect(answers.some((answer) => answer?.status === 200 && answer.body.value?.length === 25)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});
