import { closureOf } from "../../../src/access/closure/closure.ts";
import { placeOf } from "../../../src/access/closure/relation.ts";
import type { Figure } from "../bench.ts";
import type { Case } from "./case.ts";
import { randomNumbers } from "./random.ts";
import { median, secondsOf } from "./timing.ts";

type Pair = { readonly group: number; readonly principal: number };

const rounds = 3;

/** Times a shortest way for pairs of a group named and one of its members, index and all, and throws where one is no way. */
export function* measureWays(one: Case, { pairs: count, aim }: { pairs: number; aim?: string }): Generator<Figure> {
  const { size, memberships, tell } = one;
  const pairs = randomPairs(one, count);
  const violators = Uint32Array.from(new Set(pairs.map(({ principal }) => principal)));
  const seconds: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const fresh = closureOf(memberships);
    seconds.push(
      secondsOf(() => {
        const ways = fresh.waysOf(violators);
        for (const { group, principal } of pairs) ways.shortest(principal, group);
      }),
    );
    tell(`${size}: ways, round ${round} of ${rounds}`);
  }
  const ways = closureOf(memberships).waysOf(violators);
  for (const { group, principal } of pairs) {
    const way = ways.shortest(principal, group) ?? [];
    const isWay =
      way.at(-1) === group &&
      placeOf(memberships.members, way[0] ?? 0, principal) !== undefined &&
      way.every((at, place) => place === 0 || placeOf(memberships.nested, at, way[place - 1] ?? 0) !== undefined);
    if (!isWay) throw new Error(`${size}: no way leads principal ${principal} to group ${group}`);
  }
  const metric = `a shortest way for ${pairs.length} pairs`;
  yield { metric, size, value: median(seconds), unit: "s", ...(aim === undefined ? {} : { aim }), better: "lower" };
}

/** Members of the groups named, as many of each, in the order of the groups: as conflicts are judged. */
function randomPairs({ closure, named }: Case, count: number): readonly Pair[] {
  const random = randomNumbers(5);
  const groups = named.subarray(0, Math.min(named.length, count / 50));
  const pairs: Pair[] = [];
  let at = 0;
  for (const list of closure.effectiveMembers(groups)) {
    const group = groups[at] ?? 0;
    at += 1;
    for (let pair = 0; pair < 50 && list.length > 0; pair += 1) {
      pairs.push({ group, principal: list[random(list.length)] ?? 0 });
    }
  }
  return pairs;
}
