import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openGovernor } from "../../src/graph/governor.ts";
import type { Sign } from "../../src/graph/lane.ts";
import { resourceUnits, workloadOf } from "../../src/graph/workload.ts";

const base = "https://graph.microsoft.com/v1.0";
const calm: Sign = { throttled: false, retryAfter: null, cost: null, load: null };

/** A clock that only waiting moves, in seconds from its start. */
function waitingClock() {
  let elapsed = 0;
  const clock = {
    now: () => new Date(elapsed),
    sleep: (milliseconds: number) => {
      elapsed += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
  };
  return { clock, seconds: () => elapsed / 1000 };
}

/** A service's own bucket of 8,000 units, refilled evenly in ten seconds; counts the requests that find too little in it. */
function meteredService(now: () => number) {
  let [level, filledAt, refused] = [8000, now(), 0];
  return {
    arrive: (units: number, requests: number) => {
      level = Math.min(8000, level + (800 * (now() - filledAt)) / 1000);
      filledAt = now();
      for (let request = 0; request < requests; request += 1) {
        if (level < units) refused += 1;
        else level -= units;
      }
    },
    refused: () => refused,
  };
}

/** A clock on which whoever waits is woken in turn, once nothing else is to be done. */
function steppedClock() {
  const waiting: { readonly at: number; readonly wake: () => void }[] = [];
  let elapsed = 0;
  const clock = {
    now: () => new Date(elapsed),
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => {
        waiting.push({ at: elapsed + milliseconds, wake });
      }),
    random: () => 0.5,
  };
  return {
    clock,
    until: async (work: Promise<unknown>): Promise<number> => {
      let isOver = false;
      const over = work.then(() => (isOver = true));
      for (;;) {
        await new Promise(setImmediate);
        if (isOver) break;
        waiting.sort((a, b) => a.at - b.at);
        const first = waiting.shift();
        if (first === undefined) continue;
        elapsed = Math.max(elapsed, first.at);
        first.wake();
      }
      await over;
      return elapsed / 1000;
    },
  };
}

describe("the governor", () => {
  it("never spends more than the published budget in any ten seconds", async () => {
    const { clock, seconds } = waitingClock();
    const governor = openGovernor(clock, 8);
    governor.users(5000);
    const spent: number[] = [];
    const url = `${base}/groups/1/members?$select=id`;
    await Promise.all(
      Array.from({ length: 12_000 }, () => governor.run([url], () => Promise.resolve(void spent.push(seconds())))),
    );

    const unitsWithin = (from: number) => 2 * spent.filter((at) => at >= from && at < from + 10).length;
    expect(unitsWithin(0)).toBeLessThanOrEqual(2 * 8000);
    for (let from = 10; from < seconds(); from += 1) expect(unitsWithin(from)).toBeLessThanOrEqual(8000);
    expect(seconds()).toBeLessThan(1.1 * ((24_000 - 8000) / 800));
  });

  it.each([0, 2_000])(
    "meets no 429 though calls begun %i ms after the start arrive three seconds late",
    async (from) => {
      const { clock, until } = steppedClock();
      const now = () => clock.now().getTime();
      const governor = openGovernor(clock, 32);
      governor.users(1_000_000);
      const service = meteredService(now);
      const members = Array.from({ length: 20 }, (_, nth) => `${base}/groups/${nth}/members?$select=id`);
      const isLate = () => now() >= from && now() < from + 3_000;
      const seconds = await until(
        Promise.all(
          Array.from({ length: 800 }, async (_, nth) => {
            await clock.sleep(nth < 64 ? 0 : 4_000);
            await governor.run(members, async () => {
              await clock.sleep(isLate() ? from + 3_000 - now() : 40);
              service.arrive(2, members.length);
              await clock.sleep(40);
            });
          }),
        ),
      );

      expect(service.refused()).toBe(0);
      expect(seconds).toBeLessThan(3 + 1.05 * ((32_000 - 8_000) / 800));
    },
  );

  it.each([
    ["a page", 1],
    ["a batch of pages", 20],
  ])("does not hold up a chain of pages behind the batches that wait, asked %s a call", async (_, perCall) => {
    const { clock } = waitingClock();
    const governor = openGovernor(clock, 8);
    const members = Array.from({ length: 20 }, (_, nth) => `${base}/groups/${nth}/members?$select=id`);
    let batches = 0;
    const all = Promise.all(
      Array.from({ length: 600 }, () => governor.run(members, () => Promise.resolve(void (batches += 1)))),
    );
    const pages = Array.from({ length: perCall }, () => `${base}/users?$select=id`);
    for (let page = 0; page < 100; page += 1) await governor.run(pages, () => Promise.resolve(), true);

    expect(batches).toBeLessThan(300);
    await all;
    expect(batches).toBe(600);
  });

  it("lets sign-in activity through ten times a minute, however much else goes on", async () => {
    const { clock, seconds } = waitingClock();
    const governor = openGovernor(clock, 8);
    const reads = Array.from({ length: 29 }, () =>
      governor.run([`${base}/users?$select=id,signInActivity`], () => Promise.resolve(seconds())),
    );
    const at = await Promise.all(reads);
    for (const from of at) expect(at.filter((time) => time > from && time < from + 60).length).toBeLessThanOrEqual(19);
    expect(Math.max(...at)).toBeGreaterThan(110);
  });

  it("makes the whole workload wait out a 429, and leaves the others alone", async () => {
    const { clock, seconds } = waitingClock();
    const governor = openGovernor(clock, 1);
    const packages = `${base}/identityGovernance/entitlementManagement/accessPackages`;
    const when = (url: string, sign: Sign = calm) =>
      governor.run([url], (tell) => {
        tell(sign);
        return Promise.resolve(seconds());
      });

    await when(packages, { ...calm, throttled: true, retryAfter: 17 });
    expect(await when(`${base}/groups`)).toBe(0);
    expect(await when(packages)).toBeGreaterThanOrEqual(17);
    expect(await when(`${base}/groups`)).toBeGreaterThanOrEqual(17);
  });

  it("waits though Graph does not say how long, and counts each request of a batch", async () => {
    const { clock, seconds } = waitingClock();
    const governor = openGovernor(clock, 4);
    await governor.run([`${base}/auditLogs/directoryAudits`], (tell) =>
      Promise.resolve(tell({ ...calm, throttled: true })),
    );
    expect(
      await governor.run([`${base}/auditLogs/directoryAudits`], () => Promise.resolve(seconds())),
    ).toBeGreaterThanOrEqual(5);

    const many = Array.from({ length: 20 }, (_, index) => `${base}/groups/${index}/members?$select=id`);
    const batches = Array.from({ length: 200 }, () => governor.run(many, () => Promise.resolve(seconds())));
    expect(Math.max(...(await Promise.all(batches)))).toBeGreaterThan(10);
  });

  it("lets every call through in the end, whatever the answers say", async () => {
    const sign = fc.record<Sign>({
      throttled: fc.boolean(),
      retryAfter: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
      cost: fc.option(fc.integer({ min: 1, max: 50 })),
      load: fc.option(fc.double({ min: 0.8, max: 1.8, noNaN: true })),
    });
    const path = fc.constantFrom("/users", "/groups/1/members", "/auditLogs/directoryAudits", "/identityGovernance/x");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(path, sign), { maxLength: 40 }), async (calls) => {
        const { clock } = waitingClock();
        const governor = openGovernor(clock, 3);
        const done = calls.map(([to, said]) => governor.run([base + to], (tell) => Promise.resolve(tell(said))));
        await Promise.all(done);
        expect(done).toHaveLength(calls.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe("what a call costs", () => {
  it.each([
    ["/groups/1/members", 3, "identity"],
    ["/groups/1/members?$select=id&$top=999", 2, "identity"],
    ["/groups/1/transitiveMembers?$select=id", 4, "identity"],
    ["/users?$select=id&$top=999", 1, "identity"],
    ["/users?$expand=manager", 3, "identity"],
    ["/users?$select=id,signInActivity", 1, "signInActivity"],
    ["/subscribedSkus", 3, "identity"],
    ["/servicePrincipals/1/appRoleAssignedTo?$top=999", 1, "identity"],
    ["/organization", 1, "identity"],
    ["/auditLogs/directoryAudits?$top=5", 1, "reports"],
    ["/identityGovernance/entitlementManagement/assignments?$expand=target", 2, "governance"],
    ["/roleManagement/directory/roleDefinitions", 1, "governance"],
    ["/../v1/workspaces/11111111-2222-3333-4444-555555555555/query", 1, "logs"],
  ])("%s is %i of %s", (path, units, workload) => {
    expect(resourceUnits(new URL(base + path))).toBe(units);
    expect(workloadOf(new URL(base + path))).toBe(workload);
  });
});
