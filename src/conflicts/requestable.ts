import type { AccessModel } from "../access/access-model.ts";
import type { PackageRequests } from "../access/asking/package-requests.ts";
import { difference, includes, intersection } from "../access/asking/people.ts";
import { oneEach } from "../access/persons/one-account.ts";
import { union } from "../access/sorted-numbers.ts";
import type { Declaration } from "../domain/assessment.ts";
import { barred, excludes } from "./bars.ts";
import { type BoundDuty, type Conflict, dutiesBySide, unboundSides } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { dutyHolders, packagesGivingDuty } from "./duty.ts";
import { scratchFor } from "./kernel/match.ts";

/** Two packages, each of a duty that must not meet the other's, and who can come to hold both duties by asking. */
export type RequestablePair = {
  readonly conflict: string;
  /** In the order of their ids. */
  readonly packages: readonly [string, string];
  readonly count: number;
  /** Some of them, by the number of an account, ascending. */
  readonly examples: readonly number[];
  /** Connected organizations whose people can ask for both. */
  readonly organizations: readonly string[];
  /** The fewest stages of approval of each; null where it cannot be asked for. */
  readonly approvals: readonly [number | null, number | null];
  /** Why there may be more. */
  readonly unclear: readonly string[];
};

export type RequestSetting = {
  readonly model: AccessModel;
  readonly requests: (packageId: string) => PackageRequests;
  readonly declarations: readonly Declaration[];
};

/** At most this many are named. */
const examplesShown = 3;

/**
 * Every pair of packages of two duties that exclude each other, once, under the first conflict that has it. Who holds neither
 * duty can get both unless each package is declared against the other: one declaration only decides on the order. Further
 * packages on the way can only block, so that pairs are all there is to search.
 */
export function requestablePairs(bound: readonly BoundConflict[], setting: RequestSetting): readonly RequestablePair[] {
  const { model, declarations } = setting;
  const scratch = scratchFor(model.principals.size);
  const heldBy = (side: Side): Uint32Array =>
    union(side.duties.map((duty) => dutyHolders(duty, model.holders, scratch)));
  const seen = new Set<string>();
  const declared = Map.groupBy(declarations, ({ from }) => from);
  return bound
    .filter(({ conflict }) => conflict.atMost === 1 && unboundSides(conflict).length === 0)
    .flatMap((one) =>
      pairsOf(one.conflict, model).flatMap((pair) => {
        const sides = pair.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const key = [...(one.scope === null ? [] : [one.conflict.id]), ...sides.map(({ id }) => id)].join(" ");
        const [p, q] = sides;
        if (seen.has(key) || p === undefined || q === undefined) return [];
        seen.add(key);
        return [judgedPair(one, [p, q], { ...setting, declared, heldBy })];
      }),
    );
}

type Side = { readonly id: string; readonly duties: readonly BoundDuty[] };

function pairsOf(conflict: Conflict, model: AccessModel): readonly (readonly Side[])[] {
  const sides = dutiesBySide(conflict).map((duties) => {
    const ids = duties.flatMap((duty) => packagesGivingDuty(duty, model));
    return [...new Set(ids)].sort().map((id): Side => ({ id, duties }));
  });
  return sides.flatMap((these, index) =>
    sides
      .slice(index + 1)
      .flatMap((those) =>
        these
          .filter(({ id }) => !those.some((other) => other.id === id))
          .flatMap((one) =>
            those.filter(({ id }) => !these.some((other) => other.id === id)).map((other) => [one, other]),
          ),
      ),
  );
}

type Setting = RequestSetting & {
  readonly declared: ReadonlyMap<string, readonly Declaration[]>;
  readonly heldBy: (side: Side) => Uint32Array;
};

/** Judges persons: what one account of theirs is kept from, another may ask for. */
function judgedPair(
  { conflict, scope }: BoundConflict,
  [one, other]: readonly [Side, Side],
  { model, requests, declared, heldBy }: Setting,
): RequestablePair {
  const meant = (accounts: Uint32Array): Uint32Array =>
    scope === null ? accounts : accounts.filter((account) => scope(model.principals.at(account)) === "within");
  const [p, q] = [requests(one.id), requests(other.id)];
  const [blockP, blockQ] = [declared.get(one.id) ?? [], declared.get(other.id) ?? []];
  const canOrder = !excludes(blockQ, one.id, model) || !excludes(blockP, other.id, model);
  const meeting = (by: PackageRequests): boolean =>
    canOrder || intersection(by.people, model.persons.grouped).length > 0;
  const groups = [...blockP, ...blockQ].filter(({ kind }) => kind === "group");
  const blind = model.groupBlindSpots.among(groups.flatMap(({ to }) => model.groups.below(to)));
  const [heldP, heldQ] = [oneEach(meant(heldBy(one)), model.persons), oneEach(meant(heldBy(other)), model.persons)];
  const asking: Asking = [
    difference(meant(p.people), barred(blockP, model)),
    difference(meant(q.people), barred(blockQ, model)),
  ];
  const parts = [
    { from: askingForBoth(asking, canOrder, model), without: union([heldP, heldQ]) },
    { from: intersection(heldP, oneEach(asking[1], model.persons)), without: heldQ },
    { from: intersection(heldQ, oneEach(asking[0], model.persons)), without: heldP },
  ];
  const found = blind === null ? parts.map(({ from, without }) => difference(from, without)) : [];
  const outside = canOrder ? [...p.outside].filter((id) => q.outside.has(id)) : [];
  return {
    conflict: conflict.id,
    packages: [one.id, other.id],
    count: found.reduce((sum, { length }) => sum + length, 0),
    examples: found
      .flatMap((people) => [...people.subarray(0, examplesShown)])
      .sort((a, b) => a - b)
      .slice(0, examplesShown),
    organizations: scope === null ? outside : [],
    approvals: [p.approvals, q.approvals],
    unclear: [
      ...(blind === null ? [] : [blind]),
      ...(canBeAsked(q) ? holdersUnknown(one, model) : []),
      ...(canBeAsked(p) ? holdersUnknown(other, model) : []),
      ...(scope === null || outside.length === 0 ? [] : ["whether it applies to people from outside cannot be told"]),
      ...unclearOf(p, q, heldQ.length > 0, meeting(q)),
      ...unclearOf(q, p, heldP.length > 0, meeting(p)),
    ],
  };
}

function canBeAsked({ people, outside, unknown }: PackageRequests): boolean {
  return people.length > 0 || outside.size > 0 || unknown.length > 0;
}

/** Why others may hold a side than those known; of sites nobody can tell who else does. */
function holdersUnknown({ duties }: Side, model: AccessModel): readonly string[] {
  const points = duties.flatMap((duty) => duty.points.filter(({ kind }) => kind !== "site"));
  return [...new Set(points.flatMap((point) => model.sources(point).blind ?? []))];
}

type Asking = readonly [Uint32Array, Uint32Array];

/** The persons who may ask for both; where an account that has one is kept from the other, by two accounts. */
function askingForBoth([p, q]: Asking, canOrder: boolean, { persons }: AccessModel): Uint32Array {
  const both = intersection(oneEach(p, persons), oneEach(q, persons));
  if (canOrder) return both;
  return both.filter((person) => {
    const accounts = persons.accountsOf(person).filter((account) => includes(p, account) || includes(q, account));
    return accounts.length > 1;
  });
}

/**
 * What is not known of who may ask for one package matters where somebody may ask for the other, or holds the duty of that; `canMeet`
 * says that one account may come to have both, or that somebody has two.
 */
function unclearOf(
  one: PackageRequests,
  other: PackageRequests,
  isOtherHeld: boolean,
  canMeet: boolean,
): readonly string[] {
  const mayAsk = canMeet && canBeAsked(other);
  const guests = canMeet && one.outside.size > 0 && other.admitsGuests;
  return [
    ...(mayAsk || isOtherHeld ? one.unknown : []),
    ...(guests ? ["which guests belong to a connected organization cannot be told from the directory"] : []),
  ];
}
