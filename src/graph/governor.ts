import type { Clock } from "./clock.ts";
import { type Lane, openLane, type Sign } from "./lane.ts";
import { budgets, tenantSize, type Workload, workloads } from "./limits.ts";
import { resourceUnits, workloadOf } from "./workload.ts";

/** Meets Graph's throttling for one application in one tenant; shared by everything that calls it. */
export type Governor = {
  /**
   * Runs a call when its workload has room for the requests in it (one, or those of a batch, which Graph counts one by one);
   * the call hands back what the answer's headers say.
   */
  readonly run: <T>(urls: readonly string[], call: (sign: (sign: Sign) => void) => Promise<T>) => Promise<T>;
  /** Identity budgets go by the number of users; until told, the tenant is taken to be small. */
  readonly users: (count: number) => void;
};

export function openGovernor(clock: Clock, concurrency: number): Governor {
  const lanes = new Map<Workload, Lane>(
    workloads.map((workload) => [workload, openLane(clock, concurrency, budgets.small[workload])]),
  );
  return {
    run: (addresses, call) => {
      const urls = addresses.map((address) => new URL(address));
      const lane = lanes.get(urls[0] === undefined ? "identity" : workloadOf(urls[0]));
      if (lane === undefined) throw new RangeError(`no workload for ${addresses.join(", ")}`);
      return lane.run({ units: urls.reduce((sum, url) => sum + resourceUnits(url), 0), requests: urls.length }, call);
    },
    users: (count) => lanes.get("identity")?.budget(budgets[tenantSize(count)].identity),
  };
}
