import type { AccessModel } from "../access/access-model.ts";
import type { PackageRequests } from "../access/asking/package-requests.ts";
import { difference, includes, intersection } from "../access/asking/people.ts";
import { oneEach } from "../access/persons/one-account.ts";
import { union } from "../access/sorted-numbers.ts";
import type { Declaration } from "../domain/assessment.ts";
import { barred, excludes } from "./bars.ts";
import type { BoundDuty } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { dutyHolders } from "./duty.ts";
import { scratchFor } from "./kernel/match.ts";

export type RequestSetting = {
  readonly model: AccessModel;
  readonly requests: (packageId: string) => PackageRequests;
  readonly declarations: readonly Declaration[];
};

/** A package, and the duties of which it gives one. */
export type PairSide = { readonly id: string; readonly duties: readonly BoundDuty[] };

/** In the order of the packages' ids. */
export type PackagePair = readonly [PairSide, PairSide];

type Setting = RequestSetting & {
  readonly declared: ReadonlyMap<string, readonly Declaration[]>;
  readonly heldBy: (side: PairSide) => Uint32Array;
};

/** Persons, each by the first of their accounts, who can come to hold both duties by asking for packages. */
export type PairReach = {
  /** Those who hold neither duty and may ask for both packages. */
  readonly neither: Uint32Array;
  /** Those who lack one duty, hold the other, and may ask for the package of the one: a list for each of the packages. */
  readonly lacking: readonly [Uint32Array, Uint32Array];
  /** Connected organizations whose people can ask for both. */
  readonly organizations: readonly string[];
  /** The fewest stages of approval of each; null where it cannot be asked for. */
  readonly approvals: readonly [number | null, number | null];
  /** Why there may be more. */
  readonly unclear: readonly string[];
};

export function pairReachBy(setting: RequestSetting): (one: BoundConflict, pair: PackagePair) => PairReach {
  const { model, declarations } = setting;
  const scratch = scratchFor(model.principals.size);
  const heldBy = (side: PairSide): Uint32Array =>
    union(side.duties.map((duty) => dutyHolders(duty, model.holders, scratch)));
  const declared = Map.groupBy(declarations, ({ from }) => from);
  return (one, pair) => pairReach(one, pair, { ...setting, declared, heldBy });
}

/** Judges persons: what one account of theirs is kept from, another may ask for. */
function pairReach(
  { scope }: BoundConflict,
  [one, other]: PackagePair,
  { model, requests, declared, heldBy }: Setting,
): PairReach {
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
  const unless = (from: Uint32Array, without: Uint32Array): Uint32Array =>
    blind === null ? difference(from, without) : new Uint32Array();
  const outside = canOrder ? [...p.outside].filter((id) => q.outside.has(id)) : [];
  return {
    neither: unless(askingForBoth(asking, canOrder, model), union([heldP, heldQ])),
    lacking: [
      unless(intersection(heldQ, oneEach(asking[0], model.persons)), heldP),
      unless(intersection(heldP, oneEach(asking[1], model.persons)), heldQ),
    ],
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
function holdersUnknown({ duties }: PairSide, model: AccessModel): readonly string[] {
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
