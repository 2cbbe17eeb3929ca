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
        const ids = idsIn(await allPages(trail, window));

        const expected = audits.filter((audit) => isWithin(audit, window)).map(({ id }) => id);
        expect(ids.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 25 },
    );
  });

  it("goes by half a month, oldest first, and counts an event between two stretches to the later", async () => {
    const half = 15 * 86_400_000;
    const at = (time: number): string => new Date(start + time).toISOString();
    const lastBefore = (time: number): string => at(time - 1).replace("Z", "9999Z");
    const { trail, calls } = await trailOn(
      auditService([anAudit("late", at(half + 1)), anAudit("between", at(half)), anAudit("early", at(half - 1))]),
    );
    const pages = await allPages(trail, { from: new Date(start), to: new Date(start + half + 2) });

    expect(pages.map(({ events, items, pointer }) => [events.map(({ id }) => id), items, pointer])).toEqual([
      [["early"], [0], "/value"],
      [["late", "between"], [0, 1], "/value"],
    ]);
    expect(calls.map(({ url }) => url.searchParams.get("$filter")?.split(" and (")[0])).toEqual([
      `activityDateTime ge ${at(0)} and activityDateTime le ${lastBefore(half)}`,
      `activityDateTime ge ${at(half)} and activityDateTime le ${lastBefore(half + 2)}`,
    ]);
  });

  it("breaks off where the service does, with the pages before it given", async () => {
    const audits = ["a", "b", "c"].map((id, index) => anAudit(id, `2026-11-0${index + 1}T01:00:00Z`));
    const service = auditService(audits, 2);
    let answered = 0;
    const { trail } = await trailOn((call) => {
      answered += 1;
      return answered === 1 ? service(call) : { status: 403, body: { error: { code: "Denied", message: "No" } } };
    });
    const pages = trail.read({ from: new Date(start), to: new Date(start + 10 * 86_400_000) });

    expect(idsIn([(await pages.next()).value!])).toEqual(["c", "b"]);
    await expect(pages.next()).rejects.toMatchObject({ name: "GraphFailure", kind: "denied" });
  });

  it("goes on from where any page said, to the same end", async () => {
    const audits = Array.from({ length: 9 }, (_, index) => anAudit(`e${index}`, new Date(start + index).toISOString()));
    const { trail } = await trailOn(auditService(audits, 3));
    const stretch = { from: new Date(start), to: new Date(start + 86_400_000) };
    const pages = await allPages(trail, stretch);

    expect(pages.map(({ next }) => next === null)).toEqual([false, false, false, true]);
    for (const [index, { next }] of pages.slice(0, -1).entries()) {
      const rest = idsIn(await Array.fromAsync(trail.read(stretch, next!)));
      for (const id of idsIn(pages.slice(index + 1))) expect(rest).toContain(id);
    }
  });

  it("tells what Graph counts, and does without where Graph refuses to", async () => {
    const stretch = { from: new Date(start), to: new Date(start + 1000) };
    const service = auditService([anAudit("a", "2026-11-01T00:00:00Z")]);
    const counting = await trailOn((call) => ({ body: { ...(service(call).body as object), "@odata.count": 7 } }));
    const refusing = await trailOn((call) =>
      call.url.searchParams.has("$count")
        ? { status: 400, body: { error: { code: "BadRequest", message: "No $count" } } }
        : service(call),
    );

    expect((await allPages(counting.trail, stretch)).map(({ expected }) => expected)).toEqual([7]);
    expect((await allPages(refusing.trail, stretch)).map(({ expected, events }) => [expected, events.length])).toEqual([
      [null, 1],
    ]);
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

    expect(await trail.seen()).toMatchObject({
      oldest: "2026-10-24T00:00:00.7654321Z",
      newest: "2026-11-22T00:00:00Z",
    });
  });

  it("says so where it holds none", async () => {
    const { trail } = await trailOn(auditService([]));

    expect(await trail.seen()).toMatchObject({ oldest: null, newest: null });
  });
});
