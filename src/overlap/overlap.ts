import type { Judgement } from "../assess/assess.ts";
import { selfGrantFacts } from "../assess/facts/self-grants.ts";
import type { Overlap } from "../domain/overlap.ts";
import type { Plan } from "../domain/plan.ts";
import { sectionsOfFact } from "../rule-kit/facts/sections-of-facts.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { directionsOf } from "./directions.ts";
import { type OverlapEnd, overlapConflictId } from "./ends.ts";
import { overlapHolders } from "./holders.ts";
import { gapsIn, type JudgedPair, judgedPairOf } from "./pair.ts";
import { requestReachOf } from "./request-reach.ts";

export type OverlapSources = {
  readonly snapshot: Snapshot;
  readonly ends: readonly [OverlapEnd, OverlapEnd];
  /** Of the ends' pack, with the rules that say who holds too much. */
  readonly judgement: Judgement;
  readonly plan: Plan;
  readonly crossCheck: string | null;
};

/** All of one pair: who holds both and how, who could come to, what declaring would do, and what to revoke. */
export function overlapOf({ snapshot, ends, judgement, plan, crossCheck }: OverlapSources): Overlap {
  const pair = judgedPairOf(snapshot, judgement, ends);
  const { run, conflicts, findings } = judgement.assessment;
  const conflict = conflicts.find(({ id }) => id === overlapConflictId);
  if (conflict === undefined) throw new TypeError("the overlap was not assessed");
  return {
    schemaVersion: "1.0",
    run,
    ends,
    outcome: conflict.outcome,
    ...(conflict.reason === undefined ? {} : { reason: conflict.reason }),
    ...overlapHolders(pair, findings, plan),
    simulation: { before: left(plan.simulation.before), after: left(plan.simulation.after) },
    directions: directionsOf(pair),
    requests: requestReachOf(pair),
    administration: administrationOf(pair),
    crossCheck,
  };
}

function left({ byConflict }: Plan["simulation"]["before"]): number {
  return byConflict[overlapConflictId] ?? 0;
}

function administrationOf({ snapshot, model, bound, judged }: JudgedPair): Overlap["administration"] {
  const { selfGrants, unknown } = selfGrantFacts({ snapshot, model, bound: [bound], judged: [judged] });
  const administrators = selfGrants.flatMap(({ principal, sides: [side], gained, membership }) => {
    const hops = gained.flatMap((one) => one.hops);
    return side === undefined ? [] : [{ principal, holds: side.duty, hops, membership }];
  });
  return { administrators, unknown: [...gapsIn(snapshot, sectionsOfFact("selfGrants")), ...unknown] };
}
