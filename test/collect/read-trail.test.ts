import { describe, expect, it } from "vitest";
import { progressTally } from "../../src/collect/progress.ts";
import { readTrail } from "../../src/collect/read-trail.ts";
import { logAnalyticsTrail } from "../../src/logs/log-analytics.ts";
import { createSnapshot } from "../../src/snapshot/writer.ts";
import { anAudit, start } from "../logs/audits.ts";
import { logService, settingsOn } from "../logs/log-service.ts";
import { type Call, type Reply, serveLoopback, stoppedClock } from "../logs/loopback.ts";
import { begun, snapshotPath } from "../snapshot/written.ts";

const day = 86_400_000;
const iso = (time: number) => new Date(time).toISOString();

/** An event in each of eight hours of eight days, which are eight stretches. */
const audits = Array.from({ length: 64 }, (_, index) =>
  anAudit(`e${String(index).padStart(2, "0")}`, iso(start + (index / 8) * day)),
);
const audit = {
  source: { kind: "logAnalytics", workspaceId: null },
  asked: { from: iso(start), to: iso(start + 8 * day) },
} as const;

/** The day whose events are asked for; null where it is when the first and the last were. */
const dayOf = ({ body }: Call): number | null => {
  const { query } = JSON.parse(body) as { query: string };
  const [, from = ""] = /datetime\(([^)]*)\)/u.exec(query) ?? [];
  return query.includes("summarize") ? null : Math.floor((Date.parse(from) - start) / day);
};

/** Reads the trail into a snapshot; where there is a reply to being asked for a day, it takes the place of the service's own. */
async function read(
  reply: (day: number) => Reply | undefined,
  writer = createSnapshot(snapshotPath(), { ...begun, audit }),
) {
  const service = logService(audits);
  const answered: number[] = [];
  const { origin } = await serveLoopback((call) => {
    const asked = dayOf(call);
    const instead = asked === null ? undefined : reply(asked);
    if (asked !== null && instead === undefined) answered.push(asked);
    return instead ?? service(call);
  });
  const failure: unknown = await readTrail({
    trail: logAnalyticsTrail(settingsOn(origin, stoppedClock())),
    writer,
    signal: new AbortController().signal,
    onTrail: () => undefined,
    progress: progressTally(() => undefined),
  }).then(
    () => null,
    (error: unknown) => error,
  );
  return { failure, writer, answered, ids: [...writer.rows("auditEvents")].map(({ id }) => id) };
}

const notYet: Reply = { status: 503, headers: { "retry-after": "0" } };

describe("the days of a workspace's log", () => {
  it("are read three at a time, whichever is answered first", async () => {
    const asked = new Set<number>();
    const askedBefore: number[][] = [];
    const { failure, writer, answered, ids } = await read((each) => {
      asked.add(each);
      if (asked.size < 3 || (each === 0 && asked.size < 5)) return notYet;
      askedBefore.push([...asked]);
      return undefined;
    });
    writer.discard();

    expect(failure).toBeNull();
    expect(askedBefore[0]).toEqual([0, 1, 2]);
    expect(answered[0]).not.toBe(0);
    expect(ids).toEqual(audits.map(({ id }) => id));
  });

  it("go on after one was refused, without those that were read", async () => {
    const refused = await read((each) => (each === 4 ? { status: 400, body: { error: { code: "No" } } } : undefined));
    const again = await read(() => undefined, refused.writer);
    again.writer.discard();

    expect(refused.failure).toMatchObject({ kind: "rejected", status: 400 });
    expect(refused.ids.length).toBeLessThan(audits.length);
    expect(again.failure).toBeNull();
    expect(again.ids).toEqual(audits.map(({ id }) => id));
    expect(new Set(again.answered).intersection(new Set([0, 1]))).toEqual(new Set());
  });
});
