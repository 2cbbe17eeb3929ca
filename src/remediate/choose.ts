import type { Principal } from "../domain/access.ts";
import { type BoundDuty, type Conflict, dutiesBySide } from "../conflicts/conflict.ts";
import { costOf, type Cut, type CutSet, distinct, type Obstacle } from "./cut.ts";
import type { ViolationToEnd } from "./violations.ts";

/** A way to end a violation: the duties dropped and the cuts that takes. */
export type Way = { readonly dropped: readonly BoundDuty[]; readonly cuts: readonly Cut[] };

/** The way taken, and what is known of the others: which are left, the cheapest first, and what is in the way of the rest. */
export type Choice = Way & {
  readonly violation: ViolationToEnd;
  readonly others: readonly Way[];
  readonly obstacles: readonly Obstacle[];
  /** It costs least, or cheaper ways would leave a duty with too few people. */
  readonly because: "cost" | "staffing";
  /** The fewest cuts that end the violation: each costs at least one, whatever else it serves. */
  readonly fewestCuts: number;
};

export type Stuck = { readonly violation: ViolationToEnd; readonly obstacles: readonly Obstacle[] };

export type Chosen = {
  readonly choices: readonly Choice[];
  readonly stuck: readonly Stuck[];
  /** All combinations were tried: no other choices cost less. */
  readonly exact: boolean;
};

type Options = {
  readonly violation: ViolationToEnd;
  readonly open: readonly Choice[];
  readonly obstacles: readonly Obstacle[];
};

/** Above this many combinations the violations of one person are settled one after another instead of together. */
const maxCombinations = 4096;

/**
 * Chooses, for one person, which duties to drop so that every violation ends at the least cost in all. A conflict that
 * names the side to revoke leaves no choice.
 */
export function choose(
  violations: readonly ViolationToEnd[],
  cutsFor: (accounts: readonly Principal[], duty: BoundDuty) => CutSet,
): Chosen {
  const options = violations.map((violation) => optionsFor(violation, cutsFor));
  const stuck = options.filter(({ open }) => open.length === 0);
  const solvable = options.filter(({ open }) => open.length > 0);
  const combinations = solvable.reduce((product, { open }) => product * open.length, 1);
  const exact = combinations <= maxCombinations;
  return {
    choices: exact ? cheapestTogether(solvable) : cheapestInTurn(solvable),
    stuck: stuck.map(({ violation, obstacles }) => ({ violation, obstacles })),
    exact,
  };
}

function optionsFor(
  violation: ViolationToEnd,
  cutsFor: (accounts: readonly Principal[], duty: BoundDuty) => CutSet,
): Options {
  if (isToConfirm(violation.conflict)) return { violation, open: [], obstacles: [confirmation] };
  const ways = waysToDrop(violation);
  const tried = ways.map((dropped) => {
    const sets = dropped.map((duty) => cutsFor(violation.accounts, duty));
    return {
      dropped,
      cuts: distinct(sets.flatMap(({ cuts }) => cuts)),
      obstacles: sets.flatMap(({ obstacles }) => obstacles),
    };
  });
  const open = tried.filter((way) => way.obstacles.length === 0);
  const obstacles = tried.flatMap((way) => way.obstacles);
  const fewestCuts = Math.min(...open.map(({ cuts }) => cuts.length));
  return {
    violation,
    open: open.map((way) => ({
      violation,
      dropped: way.dropped,
      cuts: way.cuts,
      others: cheapestFirst(open.filter((other) => other !== way)),
      obstacles,
      because: "cost",
      fewestCuts,
    })),
    obstacles,
  };
}

function cheapestFirst(ways: readonly Way[]): readonly Way[] {
  return ways.toSorted((a, b) => costOf(a.cuts) - costOf(b.cuts)).map(({ dropped, cuts }) => ({ dropped, cuts }));
}

/** Of a critical duty every holder is reported; who of them is one too many, a plan cannot know. */
function isToConfirm({ atMost, revoke }: Conflict): boolean {
  return atMost === 0 && revoke === null;
}

const confirmation: Obstacle = {
  reason: "whoever holds this duty is reported, and the pack does not say that it is to be revoked",
  whoCan: "the duty's owner, who confirms each holder",
};

/** All sets of sides that leave no more than allowed; only those with the side the conflict revokes, where it names one. */
function waysToDrop({ held, conflict }: ViolationToEnd): readonly (readonly BoundDuty[])[] {
  const sides = dutiesBySide({ ...conflict, duties: held }).filter((duties) => duties.length > 0);
  const ways = subsets(sides, sides.length - conflict.atMost).map((dropped) => dropped.flat());
  const named = ways.filter((duties) => duties.some(({ id }) => isRevoked(id, conflict)));
  return named.length > 0 ? named : ways;
}

/** The duty is of the side that the conflict gives up by default. */
export function isRevoked(duty: string, { sides, revoke }: Conflict): boolean {
  return sides.some((side) => side.includes(duty) && side.some((id) => id === revoke));
}

function subsets<Item>(items: readonly Item[], count: number): readonly (readonly Item[])[] {
  if (count === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), count - 1).map((rest) => [item, ...rest]));
}

function cheapestTogether(options: readonly Options[]): readonly Choice[] {
  let best: readonly Choice[] = [];
  let bestCost = Number.POSITIVE_INFINITY;
  const extend = (index: number, taken: readonly Choice[]): void => {
    const next = options[index];
    for (const choice of next?.open ?? []) extend(index + 1, [...taken, choice]);
    if (next !== undefined) return;

    const cost = costOf(taken.flatMap(({ cuts }) => cuts));
    if (cost >= bestCost) return;
    best = taken;
    bestCost = cost;
  };
  extend(0, []);
  return best;
}

function cheapestInTurn(options: readonly Options[]): readonly Choice[] {
  const taken: Choice[] = [];
  for (const { open } of options) {
    const cuts = taken.flatMap((choice) => choice.cuts);
    const [cheapest] = open.toSorted((a, b) => costOf([...cuts, ...a.cuts]) - costOf([...cuts, ...b.cuts]));
    if (cheapest !== undefined) taken.push(cheapest);
  }
  return taken;
}

/** What ending one person's violations costs at least, of those whose choices are kept. */
export function lowerBoundOf({ choices, exact }: Chosen, kept: ReadonlySet<Choice>): number {
  const made = choices.filter((choice) => kept.has(choice));
  if (exact && made.length === choices.length) return costOf(made.flatMap(({ cuts }) => cuts));
  return Math.max(0, ...made.map(({ fewestCuts }) => fewestCuts));
}
