import { openGovernor } from "../../../src/graph/governor.ts";
import { budgets, type Workload } from "../../../src/graph/limits.ts";
import { resourceUnits } from "../../../src/graph/workload.ts";
import type { Figure } from "../bench.ts";

const base = "https://graph.microsoft.com/v1.0";
const calls: { readonly [Name in Workload]?: { readonly url: string; readonly count: number } } = {
  identity: { url: `${base}/groups/1/members?$select=id`, count: 40_000 },
  reports: { url: `${base}/auditLogs/directoryAudits`, count: 1000 },
  signInActivity: { url: `${base}/users?$select=id,signInActivity`, count: 2001 },
};

/** How near the governor comes to each published limit, on a clock that only waiting moves: no network, no waiting. */
export async function* governedShares(): AsyncGenerator<Figure> {
  for (const [workload, { url, count }] of Object.entries(calls)) {
    const budget = budgets.large[workload as Workload];
    if (budget === null) continue;
    const drawn = count * (budget.per === "request" ? 1 : resourceUnits(new URL(url)));
    const least = ((drawn - budget.amount) * budget.seconds) / budget.amount;
    const seconds = await governedSeconds(url, count);
    const size = `${count.toLocaleString("en-US")} calls, virtual clock`;
    yield {
      metric: `governor's share of ${workload}`,
      size,
      value: (100 * least) / seconds,
      unit: "%",
      better: "higher",
    };
    yield { metric: `least time for ${workload}`, size, value: least, unit: "s", better: "lower" };
  }
}

async function governedSeconds(url: string, count: number): Promise<number> {
  let elapsed = 0;
  const sleep = (milliseconds: number): Promise<void> => {
    elapsed += milliseconds;
    return Promise.resolve();
  };
  const governor = openGovernor({ now: () => new Date(elapsed), sleep, random: () => 0.5 }, 32);
  governor.users(1_000_000);
  await Promise.all(Array.from({ length: count }, () => governor.run([url], () => Promise.resolve())));
  return elapsed / 1000;
}
