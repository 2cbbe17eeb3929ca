import type { AccessModel } from "../access/access-model.ts";
import { oneEach } from "../access/persons/one-account.ts";
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
 * Holds back what would leave a duty with fewer people than its conflict demands, be it the duty dropped or one that is lost
 * besides: another side is given up instead, the cheapest first, and where none can be, the choice comes back as stuck.
 */
export function keepStaffed(choices: readonly Choice[], conflicts: readonly Conflict[], model: AccessModel): Staffed {
  const demands = demandsOf(conflicts, model);
  const made = new Map<string, readonly Cut[]>();
  const kept: Choice[] = [];
  const stuck: Stuck[] = [];

  for (const choice of choices) {
    const ids = choice.violation.accounts.map(({ id }) => id);
    const [person = ""] = ids;
    const before = made.get(person) ?? [];
    const tried = [choice, ...choice.others].map((way) => {
      const cuts = [...before, ...way.cuts];
      const ended = demands.filter((demand) => !demand.lost.has(person) && isEndedFor(ids, demand.held, cuts, model));
      return { way, cuts, ended, short: ended.filter(isShort) };
    });
    const fitting = tried.find(({ short }) => short.length === 0);
    if (fitting === undefined) {
      stuck.push(
        heldBack(
          choice,
          tried.flatMap(({ short }) => short.slice(0, 1)),
        ),
      );
      continue;
    }
    for (const { lost } of fitting.ended) lost.add(person);
    made.set(person, fitting.cuts);
    kept.push(fitting.way === choice ? choice : { ...choice, ...fitting.way, because: "staffing" });
  }
  return { choices: kept, stuck, staffing: demands.map(staffingOf) };
}

/** One more must not leave. */
function isShort({ before, lost, minimum }: Demand): boolean {
  return before - lost.size - 1 < minimum;
}

function heldBack({ violation, obstacles }: Choice, short: readonly Demand[]): Stuck {
  const whoCan = "the duty's owner, by naming another holder first";
  const byStaffing = short.map(({ title, minimum }) => ({
    reason: `"${title}" would be left with fewer than the ${minimum} holders it needs`,
    whoCan,
  }));
  return { violation, obstacles: [...byStaffing, ...obstacles] };
}

function staffingOf({ pack, duty, minimum, before, lost }: Demand): Staffing {
  return { pack, duty, minimum, before, after: before - lost.size };
}

type Demand = {
  readonly pack: string | null;
  readonly duty: string;
  readonly title: string;
  readonly held: BoundDuty;
  readonly minimum: number;
  readonly before: number;
  /** The first accounts of the people who hold the duty no more once the choices kept so far are made. */
  readonly lost: Set<string>;
};

/** The strictest demand on each duty of a pack, and how many people hold it now: what another pack calls the same is another duty. */
function demandsOf(conflicts: readonly Conflict[], model: AccessModel): readonly Demand[] {
  const scratch = scratchFor(model.principals.size);
  const demands = new Map<string, Demand>();
  for (const { pack, duties, minimumHolders } of conflicts) {
    for (const held of duties) {
      const { id: duty, title } = held;
      const key = JSON.stringify([pack, duty]);
      const minimum = Math.max(minimumHolders[duty] ?? 0, demands.get(key)?.minimum ?? 0);
      if (minimum === 0 || held.unbound) continue;
      const before = oneEach(dutyHolders(held, model.holders, scratch), model.persons).length;
      demands.set(key, { pack, duty, title, held, minimum, before, lost: new Set() });
    }
  }
  return [...demands.values()];
}

/** Some of a person's accounts hold the duty now, and by no path any more once the cuts are made. */
function isEndedFor(ids: readonly string[], duty: BoundDuty, cuts: readonly Cut[], model: AccessModel): boolean {
  const losses = lossesBy(cuts, model);
  const held = ids.flatMap((id) =>
    duty.ways
      .map((way) => way.map((point) => model.holdings(id, point).filter(isActive)))
      .filter((way) => way.every((holdings) => holdings.length > 0))
      .map((way) => ({ id, way })),
  );
  const isEnded = ({ id, way }: (typeof held)[number]): boolean =>
    way.some((holdings) => holdings.every((holding) => isLost(holding, id, losses)));
  return held.length > 0 && held.every(isEnded);
}

function isActive({ membership }: Holding): boolean {
  return membership === "active";
}
