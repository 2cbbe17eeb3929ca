import type { Clock } from "./clock.ts";
import { type Lane, openLane, type Sign } from "./lane.ts";
import { budgets, tenantSize, type Workload, workloads } from "./limits.ts";
import { resourceUnits, workloadOf } from "./workload.ts";

/** Meets Graph's throttling for one application in one tenant; shared by everything that calls it. */
export type Governor = {
  /**
   * Runs a call when its workload has room for the requests in it (one, or those of a batch, which Graph counts one by one);
   * the call hands back what the answer's headers say. What goes on with a long collection waits behind no batch that does not;
   * where nothing is said of it, that is every call but a batch.
   */
  readonly run: <T>(
    urls: readonly string[],
    call: (sign: (sign: Sign) => void) => Promise<T>,
    goesOn?: boolean,
  ) => Promise<T>;
  /** Identity budgets go by the number of users; until told, the tenant is taken to be small. */
  readonly users: (count: number) => void;
  /** Calls begun so far, and answers that told to slow down, those inside a batch among them. */
  readonly met: () => { readonly calls: number; readonly throttled: number };
};

export function openGovernor(clock: Clock, concurrency: number): Governor {
  const lanes = new Map<Workload, Lane>(
    workloads.map((workload) => [workload, openLane(clock, concurrency, budgets.small[workload])]),
  );
  let calls = 0;
  let throttled = 0;
  return {
    run: (addresses, call, goesOn = addresses.length === 1) => {
      const urls = addresses.map((address) => new URL(address));
      const lane = lanes.get(urls[0] === undefined ? "identity" : workloadOf(urls[0]));
      if (lane === undefined) throw new RangeError(`no workload for ${addresses.join(", ")}`);
      const cost = { units: urls.reduce((sum, url) => sum + resourceUnits(url), 0), requests: urls.length };
      return lane.run(cost, goesOn, (sign) => {
        calls += 1;
        return call((each) => {
          if (each.throttled) throttled += 1;
          sign(each);
        });
      });
    },
    met: () => ({ calls, throttled }),
    users: (count) => lanes.get("identity")?.budget(budgets[tenantSize(count)].identity),
  };
}
