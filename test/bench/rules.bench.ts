import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Figure } from "./bench.ts";
import { runCrawl } from "./crawl/run-crawl.ts";
import { figuresFrom } from "./figures-from.ts";
import { type Generation, generationOf } from "../../src/emulator/generated/generation.ts";

/** Entra's limits: https://learn.microsoft.com/entra/id-governance/entitlement-management-limits, and a million users. */
const most = { users: 1_000_000, packages: 20_000, policies: 25_000, assignments: 300_000, groups: 100_000 };

/** All rules together and each alone, on a tenant at Entra's limits and on a tenth of it. */
export const bench: Bench = {
  name: "rules",
  async *run({ quick, tell }) {
    const totals: { readonly size: string; readonly seconds: number }[] = [];
    for (const part of quick ? [200, 100] : [10, 1]) {
      const size = part === 1 ? "1/1" : `1/${part}`;
      tell(`judges a tenant at ${size} of Entra's limits`);
      for await (const figure of judged(tenantAt(part), size)) {
        if (figure.metric === "all rules together") totals.push({ size, seconds: figure.value });
        yield figure;
      }
    }
    const [small, large] = totals;
    if (small === undefined || large === undefined) throw new Error("the rules were not judged at two sizes");
    const size = `${small.size} to ${large.size}`;
    yield {
      metric: "growth of all rules together",
      size,
      value: large.seconds / small.seconds,
      unit: "x",
      better: "lower",
    };
  },
};

function tenantAt(part: number): Generation {
  const { users, packages, policies, assignments, groups } = most;
  return generationOf({
    users: users / part,
    groups: groups / part,
    packages: packages / part,
    policies: policies / part,
    assignments: assignments / part,
    membershipsPerUser: 3,
    nesting: 3,
    servicePrincipals: Math.ceil(1000 / part),
  });
}

async function* judged(generation: Generation, size: string): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "sodscan-bench-"));
  try {
    const served = { generation, latency: 0, throttled: false };
    await runCrawl(served, { concurrency: 8, waitless: true, signIns: true, judged: false, folder });
    yield* figuresFrom("rules/judge-process.ts", [join(folder, "snapshot.sqlite"), size]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
