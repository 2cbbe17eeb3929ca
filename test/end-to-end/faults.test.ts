import { describe, expect, it } from "vitest";
import { sectionNames } from "../../src/domain/sections.ts";
import type { FaultPlanInput } from "../../src/emulator/faults/fault-plan.ts";
import { crawlEmulated } from "./crawl-emulated.ts";
import { testFolder } from "./scan-emulated.ts";
import { smallTenant } from "./small-tenant.ts";

/** Every fault there is, on about three calls in ten. */
const everyFault = (seed: number): FaultPlanInput => ({
  seed,
  expireTokensAfter: 5,
  faults: [
    ...([1, 0.249, "date", "none"] as const).map((retryAfter) => ({
      fault: "throttled" as const,
      retryAfter,
      rate: 0.015,
    })),
    ...([500, 502, 503, 504] as const).map((status) => ({ fault: "unavailable" as const, status, rate: 0.015 })),
    ...(["start", "headers", "body"] as const).map((at) => ({ fault: "reset" as const, at, rate: 0.02 })),
    { fault: "truncated", rate: 0.03 },
    { fault: "html", rate: 0.02 },
    { fault: "slow", milliseconds: 5, rate: 0.02 },
    { fault: "expiredPage", afterRequests: 3, rate: 0.2 },
    { fault: "repeatedItem", rate: 0.03 },
    { fault: "movedItem", rate: 0.03 },
    { fault: "foreignLink", rate: 0.03 },
    { fault: "repeatedLink", rate: 0.03 },
    { fault: "cappedExpand" },
  ],
});

describe("the crawl under every fault at once", () => {
  /** Whether users are listed or walked may go by what a fault left (`people-of-groups.test.ts`): here all are walked. */
  it("gives the rows of a calm run, or says that a section failed, on 100 seeds", async () => {
    const tenant = smallTenant({ audits: 1100 }); // more than a page holds
    const folder = testFolder();
    const calm = await crawlEmulated({ tenant }, folder);
    for (const [section, { status, rows }] of Object.entries(calm.rows)) {
      expect(status, section).toBe("complete");
      if (section !== "groupTransitiveMembers") expect(rows.length, section).toBeGreaterThan(0);
    }

    let struck = 0;
    let complete = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const faulty = await crawlEmulated({ tenant, faults: everyFault(seed) }, folder);
      struck += faulty.struck;
      for (const section of sectionNames) {
        const { status, rows } = faulty.rows[section];
        if (status === "complete") expect(rows, `${section}, seed ${seed}`).toEqual(calm.rows[section].rows);
        else expect(["failed", "skipped"], `${section}, seed ${seed}`).toContain(status);
        if (status === "complete") complete += 1;
      }
    }
    expect(struck).toBeGreaterThan(500);
    expect(complete).toBeGreaterThan(1000);
  }, 300_000);
});
