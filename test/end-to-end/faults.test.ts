import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { collectInto } from "../../src/cli/collect-into.ts";
import { openWith } from "../../src/cli/open-tenant.ts";
import type { FaultPlanInput } from "../../src/emulator/faults/fault-plan.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { startEmulator } from "../../src/emulator/start-emulator.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { readPermissions, testFolder, testIo } from "./scan-emulated.ts";
import { type Rows, rowsIn, smallTenant } from "./small-tenant.ts";

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

async function collected(
  tenant: Tenant,
  folder: string,
  faults?: FaultPlanInput,
): Promise<{ rows: Rows; struck: number }> {
  const io = testIo();
  const emulator = await startEmulator({ tenant, now: io.now, ...(faults === undefined ? {} : { faults }) });
  let tokens = 0;
  const renewed = () => {
    tokens += 1;
    return Promise.resolve(
      mintToken({
        roles: readPermissions,
        tenantId: tenant.organization.id,
        objectId: `token ${Math.floor(tokens / 5)}`,
      }),
    );
  };
  try {
    const opened = await openWith(renewed, emulator.url, 4, io);
    const path = join(folder, "snapshot.sqlite");
    await collectInto(path, opened, { concurrency: 4 }, io);
    const rows = await rowsIn(path);
    const struck = emulator.requests.flatMap((request) => request.faults ?? []).length;
    return { rows, struck };
  } finally {
    await emulator.close();
  }
}

describe("the crawl under every fault at once", () => {
  it("gives the rows of a calm run, or says that a section failed, on 100 seeds", async () => {
    const tenant = smallTenant({ audits: 1100 }); // more than a page holds
    const folder = testFolder();
    const calm = await collected(tenant, folder);
    for (const { status } of Object.values(calm.rows)) expect(status).toBe("complete");

    let struck = 0;
    let complete = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const faulty = await collected(tenant, folder, everyFault(seed));
      struck += faulty.struck;
      for (const [section, { status, rows }] of Object.entries(faulty.rows)) {
        if (status === "complete") expect(rows, `${section}, seed ${seed}`).toEqual(calm.rows[section]!.rows);
        else expect(["failed", "skipped"], `${section}, seed ${seed}`).toContain(status);
        if (status === "complete") complete += 1;
      }
    }
    expect(struck).toBeGreaterThan(500);
    expect(complete).toBeGreaterThan(1000);
  }, 300_000);
});
