import { expect, it, onTestFinished } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { startEmulator } from "../../src/emulator/start-emulator.ts";
import { openGovernor } from "../../src/graph/governor.ts";
import { openGraph } from "../../src/graph/graph.ts";
import { graphTransport } from "../../src/graph/transport.ts";
import type { AuditEvent } from "../../src/logs/audit-trail.ts";
import { directoryAuditsTrail } from "../../src/logs/directory-audits.ts";
import { logAnalyticsTrail } from "../../src/logs/log-analytics.ts";
import { allPages } from "./audits.ts";
import { settingsOn } from "./log-service.ts";
import { stoppedClock } from "./loopback.ts";

const clock = stoppedClock();
const month = { from: new Date("2026-10-24T00:00:00Z"), to: clock.now() };

/** The bank's two trails; its workspace gives no more at a time than the fullest of its seconds holds. */
async function bankTrails() {
  const tenant = contosoBank({ now: clock.now() });
  const seconds = Map.groupBy(tenant.directoryAudits, ({ activityDateTime }) => activityDateTime.slice(0, 19));
  const mostLogRows = Math.max(...seconds.values().map(({ length }) => length));
  const emulator = await startEmulator({ tenant, now: clock.now, mostLogRows });
  onTestFinished(() => emulator.close());
  const origin = emulator.url;
  const transport = graphTransport(origin, () => Promise.resolve("opaque"));
  const graph = openGraph({ origin, transport, clock, governor: openGovernor(stoppedClock(), 8) });
  return { logAnalytics: logAnalyticsTrail(settingsOn(origin, clock)), directoryAudits: directoryAuditsTrail(graph) };
}

const byId = (a: AuditEvent, b: AuditEvent): number => (a.id < b.id ? -1 : 1);

it("reads the same events of the bank from Log Analytics as from Graph", async () => {
  const { logAnalytics, directoryAudits } = await bankTrails();
  const logged = (await allPages(logAnalytics, month)).flatMap(({ events }) => events);
  const audited = (await allPages(directoryAudits, month)).flatMap(({ events }) => events);

  expect(audited.length).toBeGreaterThan(20);
  expect(logged.toSorted(byId)).toEqual(audited.toSorted(byId));
});

it("sees the same span of the bank in both", async () => {
  const { logAnalytics, directoryAudits } = await bankTrails();

  const { oldest, newest } = await directoryAudits.seen();
  expect(await logAnalytics.seen()).toMatchObject({ oldest, newest });
});
