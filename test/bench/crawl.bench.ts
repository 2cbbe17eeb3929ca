import { type Generation, generationOf } from "../../src/emulator/generated/generation.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import type { Bench, BenchOptions, Figure } from "./bench.ts";
import { fewestCalls } from "./crawl/fewest-calls.ts";
import { governedShares } from "./crawl/governed.ts";
import { secondsPerPage } from "./crawl/one-by-one.ts";
import { type Crawl, runCrawl, withTenant } from "./crawl/run-crawl.ts";
import { compareTransports } from "./crawl/transports.ts";

const latency = 80;
const concurrency = 32;

/** The crawl against an emulator in a process of its own, 80 ms away and throttled as a large tenant. */
export const bench: Bench = {
  name: "crawl",
  async *run(options) {
    options.tell("the governor against each published limit");
    yield* governedShares();
    options.tell("transports, turn by turn");
    yield* compareTransports(options.quick ? 3 : 9);
    yield* throttledCrawl(options);
    yield* memory(options);
  },
};

function tenantOf(users: number): Generation {
  const servicePrincipals = Math.ceil(users / 1000);
  return generationOf({ users, groups: users / 10, membershipsPerUser: 3, packages: 100, servicePrincipals });
}

/** Sign-in activity is denied here: ten calls a minute would hide everything else. */
async function* throttledCrawl({ quick, tell }: BenchOptions): AsyncGenerator<Figure> {
  const generation = tenantOf(quick ? 30_000 : 200_000);
  const size = `${count(generation.users)} users, ${count(generation.groups)} groups`;
  tell(`a throttled crawl of ${size}, without sign-in activity`);
  const crawl = await runCrawl(
    { generation, latency, throttled: true },
    { concurrency, waitless: false, signIns: false, judged: false },
  );
  const { collected, usage } = crawl;
  const bound = lowerBound(crawl);
  tell(`asked: ${JSON.stringify(usage)}; bound by ${bound.by}`);

  yield { metric: "crawl", size, value: collected.seconds, unit: "s", better: "lower" };
  yield { metric: `lower bound (${bound.by})`, size, value: bound.seconds, unit: "s", better: "lower" };
  const share = (100 * bound.seconds) / collected.seconds;
  yield { metric: "share of the lower bound reached", size, value: share, unit: "%", aim: ">= 98.9", better: "higher" };
  yield { metric: "CPU of the crawl", size, value: collected.cpuSeconds, unit: "s", better: "lower" };
  yield { metric: "answers 429", size, value: collected.throttled, unit: "", aim: "0", better: "lower" };
  const calls = collected.calls / fewestCalls(generation, collected.coverage);
  yield { metric: "calls over the fewest possible", size, value: calls, unit: "x", aim: "<= 1.05", better: "lower" };
  yield* chain(crawl, size);
  const page = await sequentialPage();
  const speedUp = (usage.reads * page) / collected.seconds;
  yield {
    metric: "a page of a sequential PageIterator",
    size: "20,000 users",
    value: page,
    unit: "s",
    better: "lower",
  };
  yield { metric: "speed-up over it, extrapolated from that page", size, value: speedUp, unit: "x", better: "higher" };
}

function lowerBound({ usage }: Crawl): { readonly seconds: number; readonly by: string } {
  const bounds = [
    { seconds: (usage.resourceUnits - 8000) / 800, by: "resource units" },
    { seconds: (usage.calls * latency) / 1000 / concurrency, by: "calls x latency" },
    { seconds: (usage.longestChain * latency) / 1000, by: "chain of links" },
  ];
  return bounds.reduce((most, bound) => (bound.seconds > most.seconds ? bound : most));
}

/** What a page of the longest chain takes beyond its latency, and so how long the chain of a million users is. */
async function* chain({ collected }: Crawl, size: string): AsyncGenerator<Figure> {
  const users = collected.coverage.find(({ section }) => section === "users");
  if (users === undefined) return;
  const page = (Date.parse(users.finishedAt) - Date.parse(users.startedAt)) / 1000 / users.pages;
  yield { metric: "a page of the users' chain", size, value: page, unit: "s", better: "lower" };
  for (const far of [80, 300]) {
    const seconds = 1002 * (page + (far - latency) / 1000);
    const metric = `the users' chain, ${far} ms away, extrapolated`;
    yield { metric, size: "1,000,000 users", value: seconds, unit: "s", better: "lower" };
  }
}

async function sequentialPage(): Promise<number> {
  const token = mintToken({ roles: ["User.Read.All"] });
  const served = { generation: tenantOf(20_000), latency, throttled: false };
  return withTenant(served, (origin) => secondsPerPage(origin, token));
}

/** No limits and no waiting: at Microsoft's ten calls a minute, the sign-in activity of a million users takes three hours. */
async function* memory({ quick, tell }: BenchOptions): AsyncGenerator<Figure> {
  const peaks: number[] = [];
  for (const users of quick ? [2_000, 10_000] : [100_000, 1_000_000]) {
    const size = `${count(users)} users`;
    tell(`memory of collecting ${size} as sodscan does, unthrottled, waits without time`);
    const served = { generation: tenantOf(users), latency: 0, throttled: false };
    const { collected } = await runCrawl(served, { concurrency: 8, waitless: true, signIns: true, judged: true });
    peaks.push(collected.peakMegabytes);
    const rows = collected.coverage.reduce((sum, { read }) => sum + read, 0);
    yield { metric: "peak memory", size, value: collected.peakMegabytes, unit: "MB", aim: "<= 300", better: "lower" };
    yield { metric: "CPU per row", size, value: (1e6 * collected.cpuSeconds) / rows, unit: "us", better: "lower" };
  }
  const [small = 0, large = 0] = peaks;
  yield {
    metric: "growth of peak memory",
    size: "large / small",
    value: large / small,
    unit: "x",
    aim: "flat",
    better: "lower",
  };
}

function count(objects: number): string {
  return objects.toLocaleString("en-US");
}
