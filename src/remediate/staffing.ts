import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { Staffing } from "../domain/plan.ts";
import { inAny, scratchFor } from "../conflicts/kernel/match.ts";
import type { Conflict } from "../conflicts/conflict.ts";
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
    const ended = demands.filter((demand) => !demand.lost.has(id) && isEnded(id, demand.points, cuts, model));
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
  readonly points: readonly HeldPoint[];
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
    for (const { id: duty, title, points } of duties) {
      const minimum = Math.max(minimumHolders[duty] ?? 0, demands.get(duty)?.minimum ?? 0);
      if (minimum === 0) continue;
      const before = inAny(
        points.map((point) => model.holders(point)),
        scratch,
      ).length;
      demands.set(duty, { duty, title, points, minimum, before, lost: new Set() });
    }
  }
  return [...demands.values()];
}

/** The principal holds the duty now, and by no path any more once the cuts are made. */
function isEnded(principalId: string, points: readonly HeldPoint[], cuts: readonly Cut[], model: AccessModel): boolean {
  const holdings = points
    .flatMap((point) => model.holdings(principalId, point))
    .filter(({ membership }) => membership === "active");
  const losses = lossesBy(cuts, model);
  return holdings.length > 0 && holdings.every((holding) => isLost(holding, principalId, losses));
}
