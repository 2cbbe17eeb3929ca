import type { AccessModel } from "../access/access-model.ts";
import type { Staffing } from "../domain/plan.ts";
import { inAny } from "../conflicts/match.ts";
import type { Conflict } from "../conflicts/conflict.ts";
import type { Choice, Stuck } from "./choose.ts";

export type Staffed = {
  readonly choices: readonly Choice[];
  readonly stuck: readonly Stuck[];
  readonly staffing: readonly Staffing[];
};

/**
 * Holds back what would leave a duty with fewer holders than its conflict demands: those choices, in order, come back as
 * stuck.
 */
export function keepStaffed(choices: readonly Choice[], conflicts: readonly Conflict[], model: AccessModel): Staffed {
  const demands = demandsOf(conflicts, model);
  const lost = new Map([...demands.keys()].map((duty) => [duty, new Set<string>()]));
  const kept: Choice[] = [];
  const stuck: Stuck[] = [];

  for (const choice of choices) {
    const { principal } = choice.violation;
    const short = choice.dropped.find(({ id }) => {
      const demand = demands.get(id);
      const gone = lost.get(id);
      if (demand === undefined || gone === undefined || gone.has(principal.id)) return false;
      return demand.before - gone.size - 1 < demand.minimum;
    });
    if (short === undefined) {
      for (const { id } of choice.dropped) lost.get(id)?.add(principal.id);
      kept.push(choice);
    } else {
      const minimum = demands.get(short.id)?.minimum ?? 0;
      const reason = `"${short.title}" would be left with fewer than the ${minimum} holders it needs`;
      stuck.push({
        violation: choice.violation,
        obstacles: [{ reason, whoCan: "the duty's owner, by naming another holder first" }],
      });
    }
  }
  const staffing = [...demands].map(([duty, { minimum, before }]) => ({
    duty,
    minimum,
    before,
    after: before - (lost.get(duty)?.size ?? 0),
  }));
  return { choices: kept, stuck, staffing };
}

type Demand = { readonly minimum: number; readonly before: number };

/** The strictest demand on each duty, and how many hold it now. */
function demandsOf(conflicts: readonly Conflict[], model: AccessModel): ReadonlyMap<string, Demand> {
  const demands = new Map<string, Demand>();
  for (const { duties, minimumHolders } of conflicts) {
    for (const { id, points } of duties) {
      const minimum = Math.max(minimumHolders[id] ?? 0, demands.get(id)?.minimum ?? 0);
      if (minimum > 0) demands.set(id, { minimum, before: inAny(points.map((point) => model.holders(point))).length });
    }
  }
  return demands;
}
