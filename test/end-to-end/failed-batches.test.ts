import { describe, expect, it } from "vitest";
import { startEmulator } from "../../src/emulator/start-emulator.ts";
import type { FaultPlanInput } from "../../src/emulator/faults/fault-plan.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { crawlFrom } from "./crawl-emulated.ts";
import { now, testFolder, testIo } from "./scan-emulated.ts";

const tenant = manyGroups();

function manyGroups() {
  const draft = aTenant("many groups", { now }).user("ann");
  for (let number = 0; number < 100; number += 1) draft.group(`g${number}`, { members: ["ann"], owners: ["ann"] });
  return draft.build();
}

/** Collects by a clock whose chances differ; gives the rows, and how many calls were batches, and how many were not. */
async function crawl(faults: FaultPlanInput = {}) {
  const emulator = await startEmulator({ tenant, now: () => now, faults });
  let drawn = 0;
  const random = () => {
    drawn += 1;
    return (drawn * 0.618) % 1;
  };
  try {
    const io = { ...testIo(), random };
    const rows = await crawlFrom(emulator.url, tenant.organization.id, testFolder(), io, { groups: "all" });
    const batches = emulator.requests.filter(({ url }) => url === "/v1.0/$batch").length;
    return { rows, batches, others: emulator.requests.length - batches };
  } finally {
    await emulator.close();
  }
}

describe("a batch that fails", () => {
  it.each([
    ["as a whole", "single", { fault: "unavailable" }],
    ["as a whole, to be tried at once", "single", { fault: "throttled", retryAfter: 0 }],
    ["in each of its parts", "batch", { fault: "unavailable" }],
  ] as const)("%s comes back as one", async (_, within, fault) => {
    const calm = await crawl();
    const faulty = await crawl({ maxPerUrl: 1, faults: [{ ...fault, within, paths: ["/$batch", "/groups/*/*"] }] });

    expect(faulty.rows.groupMembers).toEqual(calm.rows.groupMembers);
    expect(faulty.others).toBe(calm.others);
    expect(faulty.batches).toBeGreaterThan(calm.batches + 5);
    expect(faulty.batches).toBeLessThan(2 * calm.batches);
  });
});
