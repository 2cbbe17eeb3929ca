import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { GraphFailure } from "../../src/graph/graph-failure.ts";
import { logAnalyticsTrail } from "../../src/logs/log-analytics.ts";
import { allPages, anAudit, anyAudits, anyWindow, type Audit, idsIn, isWithin, rowOf, start } from "./audits.ts";
import { logService, partialError, settingsOn, table, workspaceId } from "./log-service.ts";
import { type Reply, type Call, serveLoopback, stoppedClock } from "./loopback.ts";

const day = { from: new Date(start), to: new Date(start + 86_400_000) };

async function trailOn(reply: (call: Call) => Reply) {
  const clock = stoppedClock();
  const service = await serveLoopback(reply);
  const trail = logAnalyticsTrail(settingsOn(service.origin, clock));
  return { ...service, trail, clock };
}

/** A service that gives each answer once, then the next. */
function inTurn(...replies: readonly Reply[]): (call: Call) => Reply {
  const queue = [...replies];
  return () => queue.shift() ?? { status: 500 };
}

const timespanOf = ({ body }: Call): string => (JSON.parse(body) as { timespan: string }).timespan;

/** As deep as it goes, without the view of themselves that errors offer. */
function everythingIn(failure: unknown): string {
  return inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true, customInspect: false });
}

const empty = { body: { tables: [table(["Id"], [])] } };

describe("reading", () => {
  it("gives every event of the window exactly once, however little the service gives at a time", async () => {
    await fc.assert(
      fc.asyncProperty(anyAudits, anyWindow, fc.integer({ min: 5, max: 20 }), async (audits, window, mostRows) => {
        const twice = audits.flatMap((audit, index) => (index % 3 === 0 ? [audit, audit] : [audit]));
        const { trail } = await trailOn(logService(twice, { mostRows }));
        const pages = await allPages(trail, window);

        const expected = audits.filter((audit) => isWithin(audit, window));
        expect(idsIn(pages)).toEqual(
          expected.toSorted((a, b) => (a.activityDateTime < b.activityDateTime ? -1 : 1)).map(({ id }) => id),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("goes on from where any page said, to the same end", async () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      anAudit(`e${index}`, new Date(start + index * 4_000_000).toISOString()),
    );
    const { trail } = await trailOn(logService(many, { mostRows: 3 }));
    const pages = await allPages(trail, day);

    expect(pages.length).toBeGreaterThan(5);
    expect(pages.map(({ next }) => next === null)).toEqual(pages.map((page) => page === pages.at(-1)));
    for (const [index, { next }] of pages.slice(0, -1).entries()) {
      const rest = await Array.fromAsync(trail.read(day, next!));
      expect(idsIn(rest)).toEqual(idsIn(pages.slice(index + 1)));
    }
  });

  it("keeps to the published limit of the workspace", async () => {
    const { trail, clock } = await trailOn(() => empty);
    const year = { from: new Date(start - 364 * 86_400_000), to: day.to };
    expect(await allPages(trail, year)).toHaveLength(365);

    const seconds = clock.slept.reduce((sum, wait) => sum + wait, 0) / 1000;
    expect(seconds).toBeGreaterThan((365 - 200) / (200 / 30));
  });

  it("says for each event where it stands in the body that came", async () => {
    const twice = anAudit("twice", "2026-11-01T01:00:00Z");
    const { trail } = await trailOn(logService([twice, twice, anAudit("last", "2026-11-01T02:00:00Z")]));
    const [page] = await allPages(trail, day);

    expect(page?.pointer).toBe("/tables/0/rows");
    expect(page?.items).toEqual([0, 2]);
    const rows = JSON.parse(Buffer.from(page!.body).toString()).tables[0].rows as string[][];
    expect(page?.items.map((item) => rows[item]?.[0])).toEqual(idsIn([page!]));
  });

  it("tells the call behind a page", async () => {
    const { trail, origin } = await trailOn(() => ({ ...empty, headers: { "x-ms-request-id": "r-1" } }));
    const [page] = await allPages(trail, day);

    expect(page).toMatchObject({
      url: `${origin}/v1/workspaces/${workspaceId}/query`,
      status: 200,
      requestId: "r-1",
      requestedAt: "2026-11-23T09:00:00.000Z",
      receivedAt: "2026-11-23T09:00:00.000Z",
    });
  });

  it("asks day by day, the last day for what is left of it", async () => {
    const { trail, calls } = await trailOn(() => empty);
    await allPages(trail, { from: new Date(start), to: new Date(start + 1.5 * 86_400_000) });

    expect(calls.map(timespanOf)).toEqual([
      "2026-11-01T00:00:00.000Z/2026-11-02T00:00:00.000Z",
      "2026-11-02T00:00:00.000Z/2026-11-02T12:00:00.000Z",
    ]);
  });

  it("takes no answer for whole that holds as many rows as were asked for", async () => {
    const many: Audit[] = Array.from({ length: 50_001 }, (_, index) =>
      anAudit(`e${index}`, new Date(start + index * 1000).toISOString()),
    );
    const { trail, calls } = await trailOn(logService(many));
    const pages = await allPages(trail, day);

    expect(idsIn(pages)).toEqual(many.map(({ id }) => id));
    expect(calls).toHaveLength(3);
  });

  it("throws where the service does not give all of one second, with what it said", async () => {
    const crowd = Array.from({ length: 4 }, (_, index) => anAudit(`e${index}`, "2026-11-01T13:00:00.5000000Z"));
    const { trail } = await trailOn(logService(crowd, { mostRows: 3 }));

    await expect(allPages(trail, day)).rejects.toMatchObject({
      name: "GraphFailure",
      kind: "rejected",
      message:
        "Log Analytics does not give all of the second from 2026-11-01T13:00:00.000Z: 200 PartialError: Not all. (Too many records)",
    });
  });

  it("says where a row is not what is documented", async () => {
    const row = { ...rowOf(anAudit("e", "2026-11-01T01:00:00Z")), TargetResources: "[" };
    const { trail } = await trailOn(() => ({ body: { tables: [table(Object.keys(row), [Object.values(row)])] } }));

    await expect(allPages(trail, day)).rejects.toMatchObject({
      kind: "malformed",
      message: expect.stringContaining("/tables/0/rows/0/targetResources (a text that is not JSON)"),
    });
  });
});

describe("seeing", () => {
  it("says which events the workspace holds at its two ends", async () => {
    const held = ["2025-03-01T00:00:00.1234567Z", "2026-11-22T00:00:00Z", "2026-01-01T00:00:00Z"];
    const { trail } = await trailOn(
      logService([...held.map((at) => anAudit(at, at)), anAudit("other", "2020-01-01T00:00:00Z", "UserManagement")]),
    );

    expect(await trail.seen()).toMatchObject({ oldest: held[0], newest: held[1] });
  });

  it("says so where it holds none", async () => {
    const { trail } = await trailOn(logService([]));

    expect(await trail.seen()).toMatchObject({ oldest: null, newest: null });
  });

  it("looks from the beginning to a day past its own clock", async () => {
    const { trail, calls } = await trailOn(logService([]));
    await trail.seen();

    expect(calls.map(timespanOf)).toEqual(["1970-01-01T00:00:00.000Z/2026-11-24T09:00:00.000Z"]);
  });

  it("throws rather than believe an answer that is not whole", async () => {
    const partly = { body: { tables: [table(["oldest", "newest"], [[null, null]])], error: partialError } };
    const { trail } = await trailOn(() => partly);

    await expect(trail.seen()).rejects.toMatchObject({ kind: "malformed" });
  });
});

describe("calling", () => {
  it.each([
    ["global", "https://api.loganalytics.io"],
    ["usgov", "https://api.loganalytics.us"],
    ["usgovdod", "https://api.loganalytics.us"],
    ["china", "https://api.loganalytics.azure.cn"],
  ] as const)("sends the token meant for cloud %s to the configured origin", async (cloud, audience) => {
    const { origin, calls } = await serveLoopback(() => empty);
    const settings = { ...settingsOn(origin, stoppedClock()), cloud };
    await allPages(logAnalyticsTrail(settings), day);

    expect(calls.map(({ headers }) => headers.authorization)).toEqual([`Bearer token-for-${audience}/.default`]);
  });

  it("follows no redirect, neither elsewhere nor at home", async () => {
    const elsewhere = await serveLoopback(() => empty);
    for (const location of [`${elsewhere.origin}/v1`, "/v1/elsewhere"]) {
      const { trail, calls } = await trailOn(() => ({ status: 307, headers: { location } }));

      await expect(allPages(trail, day)).rejects.toMatchObject({ kind: "rejected", status: 307 });
      expect(calls).toHaveLength(1);
    }
    expect(elsewhere.calls).toEqual([]);
  });

  it("goes past the proxy to loopback", async () => {
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:9");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { trail } = await trailOn(() => empty);

    await expect(allPages(trail, day)).resolves.toHaveLength(1);
  });

  it("refuses plain http to anywhere but loopback", () => {
    const logsUrl = "http://logs.example";

    expect(() => logAnalyticsTrail(settingsOn(logsUrl, stoppedClock()))).toThrow(
      expect.objectContaining({ code: "graph/unsafe-origin" }),
    );
  });

  it("tries again after the time the service asks for, and after broken answers", async () => {
    const { trail, clock, calls } = await trailOn(
      inTurn(
        { status: 429, headers: { "retry-after": "7" } },
        { ...empty, broken: true },
        { status: 503 },
        { body: "<html>" },
        empty,
      ),
    );
    const pages = await allPages(trail, day);

    expect(pages).toHaveLength(1);
    expect(calls).toHaveLength(5);
    expect(clock.slept).toEqual([7000, 1000, 2000, 4000]);
  });

  it.each([
    [{ status: 403, body: { error: { code: "InsufficientAccessError", message: "Not yours" } } }, "denied"],
    [{ status: 400, body: { error: { code: "BadArgumentError", message: "No such table" } } }, "rejected"],
    [{ status: 404, body: "" }, "not-found"],
    [{ status: 401, body: { error: { code: "InvalidTokenError", message: "Expired" } } }, "unauthenticated", 2],
  ])("does not try again where that does not help (%o)", async (reply, kind, tries = 1) => {
    const { trail, calls } = await trailOn(() => ({ ...reply, headers: { "x-ms-request-id": "r-9" } }));
    const said = typeof reply.body === "string" ? "" : ` ${reply.body.error.code}: ${reply.body.error.message}`;

    await expect(allPages(trail, day)).rejects.toMatchObject({
      kind,
      status: reply.status,
      requestId: "r-9",
      message: `Log Analytics answered ${reply.status}${said}`,
    });
    expect(calls).toHaveLength(tries);
  });

  it.each([
    ["not JSON", "{"],
    ["no tables", {}],
    ["a table without columns", { tables: [{ rows: [] }] }],
    ["no table at all", { tables: [] }],
  ])("takes an answer with %s for broken, and gives up after eight", async (_, body) => {
    const { trail, calls } = await trailOn(() => ({ body }));

    await expect(allPages(trail, day)).rejects.toMatchObject({ kind: "malformed", status: 200 });
    expect(calls).toHaveLength(8);
  });

  it.each([
    [86_400, []],
    [50, Array.from({ length: 7 }, () => 50_000)],
  ])("waits as long as it is asked to, but not for hours (%i s)", async (seconds, slept) => {
    const { trail, clock } = await trailOn(() => ({ status: 429, headers: { "retry-after": `${seconds}` } }));

    await expect(allPages(trail, day)).rejects.toMatchObject({ kind: "throttled", retryAfter: seconds });
    expect(clock.slept).toEqual(slept);
  });

  it("takes a refusal for one whatever stands in it", async () => {
    const { trail } = await trailOn(() => ({ ...empty, status: 403 }));

    await expect(allPages(trail, day)).rejects.toMatchObject({ kind: "denied", status: 403 });
  });

  it("fails as a network does where nobody answers, and keeps the token out of that too", async () => {
    const clock = stoppedClock();
    const logsUrl = "http://127.0.0.1:9";
    const trail = logAnalyticsTrail(settingsOn(logsUrl, clock));

    const failure: unknown = await trail.seen().catch((thrown: unknown) => thrown);

    expect(failure).toMatchObject({ name: "GraphFailure", kind: "network" });
    expect(everythingIn(failure)).not.toContain("token-for-");
    expect(clock.slept).toHaveLength(7);
  });

  it.each([
    ["an answer", { status: 403, body: { error: { code: "Denied", message: "No" } } }],
    ["a broken answer", { ...empty, broken: true }],
    ["no result", { body: "{" }],
  ])("keeps the token out of what it throws at %s", async (_, reply) => {
    const { trail } = await trailOn(() => reply);
    const failure: unknown = await trail.seen().catch((thrown: unknown) => thrown);

    expect(failure).toBeInstanceOf(GraphFailure);
    expect(everythingIn(failure)).not.toContain("token-for-");
  });

  it("says which credential gave no token, once", async () => {
    const { origin, calls } = await serveLoopback(() => empty);
    const none = { getToken: () => Promise.reject(new Error("az login first")) };
    const clock = stoppedClock();
    const trail = logAnalyticsTrail({ ...settingsOn(origin, clock), credential: none });

    await expect(trail.seen()).rejects.toMatchObject({
      kind: "unauthenticated",
      message: "no token for Log Analytics: az login first",
    });
    expect(calls).toEqual([]);
  });
});
