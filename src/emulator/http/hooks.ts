import { faultPlanOf, type FaultPlanInput } from "../faults/fault-plan.ts";
import { FaultPlayer, type Journal } from "../faults/fault-player.ts";
import { type GeneratedTenant, isGenerated } from "../generated/generated-tenant.ts";
import { readOnly } from "../generated/read-only.ts";
import type { Hook } from "../graph/graph-request.ts";
import type { Tenant } from "../tenant.ts";
import type { ThrottleOption } from "../throttle/limits.ts";
import { throttle } from "../throttle/throttle.ts";

export type HookOptions = {
  readonly tenant: Tenant | GeneratedTenant;
  /** What goes wrong on purpose. */
  readonly faults?: FaultPlanInput;
  /** Holds callers to the limits of a tenant of that size, or to those given. Without it nobody is throttled. */
  readonly throttle?: ThrottleOption;
};

/** What stands between the wire and the tenant, for one request: faults first, then limits, then what cannot be done. */
export function hooks(options: HookOptions, now: () => Date): (journal: Journal) => Hook {
  const { tenant, faults, throttle: limits } = options;
  const player = faults === undefined ? null : new FaultPlayer(faultPlanOf(faults), now);
  const limited = limits === undefined ? passOn : throttle(limits, tenant.organization.id, now);
  const possible = isGenerated(tenant) ? readOnly : passOn;
  return (journal) => stacked(player?.hookFor(journal) ?? passOn, stacked(limited, possible));
}

const passOn: Hook = (request, next) => next(request);

function stacked(outer: Hook, inner: Hook): Hook {
  return (request, next) => outer(request, (passed) => inner(passed, next));
}
