import type { AccessModel } from "../access/access-model.ts";
import { type Conflict, dutiesBySide, isApplicable } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { packagesGivingDuty } from "./duty.ts";
import { type PackagePair, type PairReach, pairReachBy, type PairSide, type RequestSetting } from "./pair-reach.ts";

/** Two packages, each of a duty that must not meet the other's, and who can come to hold both duties by asking. */
export type RequestablePair = Omit<PairReach, "neither" | "lacking"> & {
  readonly conflict: string;
  /** In the order of their ids. */
  readonly packages: readonly [string, string];
  readonly count: number;
  /** Some of them, by the number of an account, ascending. */
  readonly examples: readonly number[];
};

/** At most this many are named. */
const examplesShown = 3;

/**
 * Every pair of packages of two duties that exclude each other, once, under the first conflict that has it. Who holds neither
 * duty can get both unless each package is declared against the other: one declaration only decides on the order. Further
 * packages on the way can only block, so that pairs are all there is to search.
 */
export function requestablePairs(bound: readonly BoundConflict[], setting: RequestSetting): readonly RequestablePair[] {
  const reach = pairReachBy(setting);
  const seen = new Set<string>();
  return bound
    .filter(({ conflict }) => conflict.atMost === 1 && isApplicable(conflict))
    .flatMap((one) =>
      pairsOf(one.conflict, setting.model).flatMap((pair) => {
        const key = [...(one.scope === null ? [] : [one.conflict.id]), ...pair.map(({ id }) => id)].join(" ");
        if (seen.has(key)) return [];
        seen.add(key);
        return [requestablePair(one.conflict, pair, reach(one, pair))];
      }),
    );
}

/** Whom one conflict lets come to hold two of its sides by asking, a reach for each pair of packages. */
export function pairReaches(one: BoundConflict, setting: RequestSetting): readonly PairReach[] {
  const reach = pairReachBy(setting);
  return pairsOf(one.conflict, setting.model).map((pair) => reach(one, pair));
}

function requestablePair(
  { id: conflict }: Conflict,
  [one, other]: PackagePair,
  { neither, lacking, ...rest }: PairReach,
): RequestablePair {
  const found = [neither, ...lacking];
  return {
    conflict,
    packages: [one.id, other.id],
    count: found.reduce((sum, { length }) => sum + length, 0),
    examples: found
      .flatMap((people) => [...people.subarray(0, examplesShown)])
      .sort((a, b) => a - b)
      .slice(0, examplesShown),
    ...rest,
  };
}

function pairsOf(conflict: Conflict, model: AccessModel): readonly PackagePair[] {
  const sides = dutiesBySide(conflict).map((duties) => {
    const ids = duties.flatMap((duty) => packagesGivingDuty(duty, model));
    return [...new Set(ids)].sort().map((id): PairSide => ({ id, duties }));
  });
  return sides.flatMap((these, index) =>
    sides
      .slice(index + 1)
      .flatMap((those) =>
        these
          .filter(({ id }) => !those.some((other) => other.id === id))
          .flatMap((one) =>
            those
              .filter(({ id }) => !these.some((other) => other.id === id))
              .map((other): PackagePair => (one.id < other.id ? [one, other] : [other, one])),
          ),
      ),
  );
}
