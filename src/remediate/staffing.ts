import type { AccessModel } from "../access/access-model.ts";
import type { Holding } from "../domain/access.ts";
import type { Staffing } from "../domain/plan.ts";
import { scratchFor } from "../conflicts/kernel/match.ts";
import type { BoundDuty, Conflict } from "../conflicts/conflict.ts";
import { dutyHolders } from "../conflicts/duty.ts";
import type { Choice, Stuck } from "./choose.ts";
import type { Cut } from "./cut.ts";
import { isLost, lossesBy } from "./losses.ts";

export type Staffed = {
  readonly choices: readonly Choice[];
  readonly stuck: readonly Stuck[];
  readonly staffing: readonly Staffing[];
};

/**
 * Holds back what would leave a duty with fewer holders than its conflict demands, be it the duty dropped or one that is
 * lost besides: those choices, in order, come back as stuck.
 */
export function keepStaffed(choices: readonly Choice[], conflicts: readonly Conflict[], model: AccessModel): Staffed {
  const demands = demandsOf(conflicts, model);
  const made = new Map<string, readonly Cut[]>();
  const kept: Choice[] = [];
  const stuck: Stuck[] = [];

  for (const choice of choices) {
    const { id } = choice.violation.principal;
    const cuts = [...(made.get(id) ?? []), ...choice.cuts];
    const ended = demands.filter((demand) => !demand.lost.has(id) && isEnded(id, demand.held, cuts, model));
    const short = ended.find(({ before, lost, minimum }) => before - lost.size - 1 < minimum);
    if (short === undefined) {
      for (const { lost } of ended) lost.add(id);
      made.set(id, cuts);
      kept.push(choice);
    } else stuck.push(heldBack(choice, short));
  }
  return { choices: kept, stuck, staffing: demands.map(staffingOf) };
}

function heldBack({ violation }: Choice, { title, minimum }: Demand): Stuck {
  const reason = `"${title}" would be left with fewer than the ${minimum} holders it needs`;
  return { violation, obstacles: [{ reason, whoCan: "the duty's owner, by naming another holder first" }] };
}

function staffingOf({ duty, minimum, before, lost }: Demand): Staffing {
  return { duty, minimum, before, after: before - lost.size };
}

type Demand = {
  readonly duty: string;
  readonly title: string;
  readonly held: BoundDuty;
  readonly minimum: number;
  readonly before: number;
  /** Those who hold the duty no more once the choices kept so far are made. */
  readonly lost: Set<string>;
};

/** The strictest demand on each duty, and how many hold it now. */
function demandsOf(conflicts: readonly Conflict[], model: AccessModel): readonly Demand[] {
  const scratch = scratchFor(model.principals.size);
  const demands = new Map<string, Demand>();
  for (const { duties, minimumHolders } of conflicts) {
    for (const held of duties) {
      const { id: duty, title } = held;
      const minimum = Math.max(minimumHolders[duty] ?? 0, demands.get(duty)?.minimum ?? 0);
      if (minimum === 0) continue;
      const before = dutyHolders(held, model.holders, scratch).length;
      demands.set(duty, { duty, title, held, minimum, before, lost: new Set() });
    }
  }
  return [...demands.values()];
}

/** The principal holds the duty now, and by no path any more once the cuts are made. */
function isEnded(principalId: string, { ways }: BoundDuty, cuts: readonly Cut[], model: AccessModel): boolean {
  const losses = lossesBy(cuts, model);
  const held = ways
    .map((way) => way.map((point) => model.holdings(principalId, point).filter(isActive)))
    .filter((way) => way.every((holdings) => holdings.length > 0));
  const isLostWhole = (holdings: readonly Holding[]): boolean =>
    holdings.every((holding) => isLost(holding, principalId, losses));
  return held.length > 0 && held.every((way) => way.some(isLostWhole));
}

function isActive({ membership }: Holding): boolean {
  return membership === "active";
}
