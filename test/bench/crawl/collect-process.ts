import { rules } from "../../../rules/index.ts";
import { directoryAuditsTrail } from "../../../src/logs/directory-audits.ts";
import { join } from "node:path";
import { collectInto } from "../../../src/cli/collect-into.ts";
import { gatherLittleGarbage } from "../../../src/cli/gather-little-garbage.ts";
import { processIo } from "../../../src/cli/process-io.ts";
import { openGovernor } from "../../../src/graph/governor.ts";
import { openGraph } from "../../../src/graph/graph.ts";
import { claimsOf } from "../../../src/graph/token.ts";
import { graphTransport } from "../../../src/graph/transport.ts";
import { openSnapshot } from "../../../src/snapshot/reader.ts";
import type { SectionCoverage } from "../../../src/domain/sections.ts";
import type { Io } from "../../../src/cli/io.ts";

export type CollectOrder = {
  readonly origin: string;
  readonly token: string;
  readonly concurrency: number;
  readonly folder: string;
  /** A clock on which waiting takes no time: for memory, where limits would only make it long. */
  readonly waitless: boolean;
  /** Whether all rules are judged at the end, and what their findings rest on is read again. */
  readonly judged: boolean;
};

export type Collected = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly calls: number;
  readonly throttled: number;
  readonly coverage: readonly SectionCoverage[];
};

/** Collects a tenant, and tells its parent what that took. */
gatherLittleGarbage();
const { origin, token, concurrency, folder, waitless, judged } = JSON.parse(process.argv[2] ?? "") as CollectOrder;
const io: Io = { ...processIo(), ...(waitless ? waitlessClock() : {}), tell: () => undefined };
let [calls, throttled] = [0, 0];
const governor = openGovernor(io, concurrency);
const counting: typeof governor = {
  ...governor,
  run: (urls, call, goesOn) => {
    calls += 1;
    const counted: typeof call = (sign) =>
      call((said) => {
        if (said.throttled) throttled += 1;
        sign(said);
      });
    return governor.run(urls, counted, goesOn);
  },
};
const transport = graphTransport(origin, () => Promise.resolve(token));
const graph = openGraph({ origin, transport, clock: io, governor: counting });

const begun = performance.now();
const tenant = { graph, governor, graphUrl: origin, claims: claimsOf(token), trail: directoryAuditsTrail(graph) };
const path = join(folder, "snapshot.sqlite");
await collectInto(path, tenant, { concurrency, groups: "all" }, { rules: judged ? rules : [], packs: [] }, io);
const { user, system } = process.cpuUsage();
const measured = {
  seconds: (performance.now() - begun) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  calls,
  throttled,
};
const { coverage } = await openSnapshot(path);
const collected: Collected = { ...measured, coverage };
process.send?.(collected, () => process.disconnect());

function waitlessClock(): Pick<Io, "now" | "sleep"> {
  const start = Date.now();
  let waited = 0;
  return {
    now: () => new Date(start + waited),
    sleep: async (milliseconds) => {
      waited += milliseconds;
      await new Promise(setImmediate);
    },
  };
}
