import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openGovernor } from "../../src/graph/governor.ts";
import { openGraph } from "../../src/graph/graph.ts";
import { graphTransport } from "../../src/graph/transport.ts";
import { directoryAuditsTrail } from "../../src/logs/directory-audits.ts";
import { allPages, anAudit, anyAudits, anyWindow, type Audit, idsIn, isWithin, start } from "./audits.ts";
import { type Call, type Reply, serveLoopback, stoppedClock } from "./loopback.ts";

async function trailOn(reply: (call: Call) => Reply) {
  const service = await serveLoopback(reply);
  const { origin } = service;
  const transport = graphTransport(origin, () => Promise.resolve("t"));
  const graph = openGraph({ origin, transport, clock: stoppedClock(), governor: openGovernor(stoppedClock(), 8) });
  return { ...service, trail: directoryAuditsTrail(graph) };
}

/** Graph's directoryAudits, newest first; each page begins with the last event of the one before. */
function auditService(audits: readonly Audit[], pageSize = 999): (call: Call) => Reply {
  return ({ url, headers }) => {
    const filter = url.searchParams.get("$filter") ?? "";
    const [from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY] = [
      ...filter.matchAll(/activityDateTime [gl]e (?<at>\S+)/gu),
    ].map(({ groups }) => Date.parse(groups?.["at"] ?? ""));
    const ascending = url.searchParams.get("$orderby")?.endsWith("asc") === true;
    const found = audits
      .filter(({ activityDateTime: at, category }) => {
        const time = Date.parse(at);
        return time >= from && time <= to && filter.includes(`category eq '${category}'`);
      })
      .toSorted((a, b) => (a.activityDateTime < b.activityDateTime === ascending ? -1 : 1));
    const skip = Number(url.searchParams.get("$skiptoken") ?? 0);
    const next = new URL(url);
    next.searchParams.set("$skiptoken", String(skip + pageSize - 1));
    next.host = headers.host ?? "";
    const value = found.slice(skip, skip + pageSize);
    return { body: { value, ...(skip + pageSize < found.length ? { "@odata.nextLink": next.href } : {}) } };
  };
}

describe("reading", () => {
  it("gives every event of the window exactly once, on whatever page it comes again", async () => {
    await fc.assert(
      fc.asyncProperty(anyAudits, anyWindow, fc.integer({ min: 2, max: 10 }), async (audits, window, pageSize) => {
        const { trail } = await trailOn(auditService(audits, pageSize));
        const ids = idsIn(await allPages(trail.read(window)));

        const expected = audits.filter((audit) => isWithin(audit, window)).map(({ id }) => id);
        expect(ids.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 25 },
    );
  });

  it("goes week by week, oldest first, and counts an event between two weeks to the later", async () => {
    const week = 7 * 86_400_000;
    const at = (time: number): string => new Date(start + time).toISOString();
    const { trail, calls } = await trailOn(
      auditService([anAudit("late", at(week + 1)), anAudit("between", at(week)), anAudit("early", at(week - 1))]),
    );
    const pages = await allPages(trail.read({ from: new Date(start), to: new Date(start + week + 2) }));

    expect(pages.map(({ events, items, pointer }) => [events.map(({ id }) => id), items, pointer])).toEqual([
      [["early"], [1], "/value"],
      [["late", "between"], [0, 1], "/value"],
    ]);
    expect(calls.map(({ url }) => url.searchParams.get("$filter")?.split(" and (")[0])).toEqual([
      `activityDateTime ge ${at(0)} and activityDateTime le ${at(week)}`,
      `activityDateTime ge ${at(week)} and activityDateTime le ${at(week + 2)}`,
    ]);
  });

  it("breaks off where the service does, with the pages before it given", async () => {
    const service = auditService([anAudit("a", "2026-11-01T01:00:00Z"), anAudit("b", "2026-11-09T01:00:00Z")]);
    let answered = 0;
    const { trail } = await trailOn((call) => {
      answered += 1;
      return answered === 1 ? service(call) : { status: 403, body: { error: { code: "Denied", message: "No" } } };
    });
    const pages = trail.read({ from: new Date(start), to: new Date(start + 10 * 86_400_000) });

    expect(idsIn([(await pages.next()).value!])).toEqual(["a"]);
    await expect(pages.next()).rejects.toMatchObject({ name: "GraphFailure", kind: "denied" });
  });

  it("says where an event is not what is documented", async () => {
    const broken = { ...anAudit("b", "2026-11-01T02:00:00Z"), activityDateTime: "soon" };
    const { trail } = await trailOn(() => ({ body: { value: [anAudit("a", "2026-11-01T01:00:00Z"), broken] } }));

    await expect(trail.read({ from: new Date(start), to: new Date(start + 1000) }).next()).rejects.toMatchObject({
      kind: "malformed",
      message: expect.stringContaining("/value/1/activityDateTime"),
    });
  });
});

describe("seeing", () => {
  it("says which events Entra holds at its two ends", async () => {
    const { trail } = await trailOn(
      auditService([
        anAudit("mid", "2026-11-05T00:00:00Z"),
        anAudit("old", "2026-10-24T00:00:00.7654321Z"),
        anAudit("new", "2026-11-22T00:00:00Z"),
        anAudit("other", "2026-11-23T00:00:00Z", "UserManagement"),
      ]),
    );

    expect(await trail.seen()).toEqual({ oldest: "2026-10-24T00:00:00.7654321Z", newest: "2026-11-22T00:00:00Z" });
  });

  it("says so where it holds none", async () => {
    const { trail } = await trailOn(auditService([]));

    expect(await trail.seen()).toEqual({ oldest: null, newest: null });
  });
});
