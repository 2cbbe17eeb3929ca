import { componentsOf } from "./components.ts";
import { effectiveMembers } from "./effective-members.ts";
import { jointPassOf } from "./joint-pass.ts";
import type { Memberships } from "./memberships.ts";
import { linksOf, placeOf, type Relation } from "./relation.ts";
import { restrictedTo, reversed } from "./reversed.ts";
import { type SimpleWays, simpleWays, type WayLimits } from "./simple-ways.ts";
import { walkOf } from "./walk.ts";
import { searchIn, type WaysDown, waysDown, waysUp } from "./ways-down.ts";

/** Who is in which group, itself or by nesting, and by which way. Groups and principals go by their numbers. */
export type Closure = {
  /**
   * The members of each of the groups, own and nested, ascending, in the order asked: all at once is fastest. Groups that contain
   * each other may get the same list, which nobody may write to.
   */
  readonly effectiveMembers: (groups: Uint32Array) => Generator<Uint32Array, void>;
  /** The group and all groups nested in it, ascending. */
  readonly below: (group: number) => Uint32Array;
  /** The groups that the group is itself a member of, ascending. */
  readonly parents: (group: number) => Uint32Array;
  /** The ways of all principals, or of some: an index is made for these only. */
  readonly waysOf: (principals?: Uint32Array) => Ways;
};

/** Ways that lead from a group a principal joined itself up to a group; each names both, and all between. */
export type Ways = {
  /** The groups that the principal joined itself, ascending. */
  readonly joined: (principal: number) => Uint32Array;
  /** Of several shortest ways the one that reads smallest from the top; undefined where the principal is not in the group. */
  readonly shortest: (principal: number, group: number) => readonly number[] | undefined;
  /** A shortest way from each group joined that leads to the group. */
  readonly fromEach: (principal: number, group: number) => readonly (readonly number[])[];
  readonly all: (principal: number, group: number, limits: WayLimits) => SimpleWays;
};

export function closureOf(memberships: Memberships): Closure {
  const { nested, members, principals } = memberships;
  const components = once(() => componentsOf(nested));
  const finders = {
    walk: once(() => walkOf(memberships)),
    jointPass: () => jointPassOf(memberships, components()),
  };
  const nestedIn = once(() => reversed(nested, nested.starts.length - 1));
  const below = remembered(nested);
  return {
    effectiveMembers: (groups) => effectiveMembers(memberships, groups, finders),
    below: (group) => below(group).groups,
    parents: (group) => linksOf(nestedIn(), group),
    waysOf: (wanted) => {
      const indexed = once(() =>
        reversed(wanted === undefined ? members : restrictedTo(wanted, members, principals), principals),
      );
      const joined = (principal: number): Uint32Array => linksOf(indexed(), principal);
      const joinedBelow: Joined = (principal, { groups }) =>
        wanted === undefined && groups.length <= fewGroups
          ? groups.filter((group) => placeOf(members, group, principal) !== undefined)
          : joined(principal);
      return waysBy({ joined, joinedBelow }, below, { nested, nestedIn });
    },
  };
}

/** So many groups are sooner searched for one principal than all memberships turned round. */
const fewGroups = 32;

/** Groups that the principal joined itself, ascending: of those below a group all, and maybe others. */
type Joined = (principal: number, below: WaysDown) => Uint32Array;

function waysBy(
  { joined, joinedBelow }: Pick<Ways, "joined"> & { readonly joinedBelow: Joined },
  below: (group: number) => WaysDown,
  { nested, nestedIn }: { readonly nested: Relation; readonly nestedIn: () => Relation },
): Ways {
  const fromEach = (principal: number, group: number): readonly (readonly number[])[] => {
    const ways = below(group);
    return waysUp(ways, joinedBelow(principal, ways));
  };
  return {
    joined,
    fromEach,
    shortest: (principal, group) =>
      fromEach(principal, group).reduce<readonly number[] | undefined>(shorter, undefined),
    all: (principal, group, limits) =>
      simpleWays(group, joinedBelow(principal, below(group)), { nested, nestedIn: nestedIn() }, limits),
  };
}

function shorter(a: readonly number[] | undefined, b: readonly number[]): readonly number[] {
  if (a === undefined || b.length < a.length) return b;
  return b.length === a.length && readsSmaller(b, a) ? b : a;
}

/** From the top, which is the last of each. */
function readsSmaller(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findLastIndex((group, index) => group !== b[index]);
  return (a[place] ?? 0) < (b[place] ?? 0);
}

/** Numbers that the ways down of groups asked for lately may take: 32 MiB. */
const rememberedNumbers = 1 << 23;

/** The ways down of a group, kept while there is room: conflicts ask for the same few groups again and again. */
function remembered(nested: Relation): (group: number) => WaysDown {
  const search = searchIn(nested.starts.length - 1);
  const kept = new Map<number, WaysDown>();
  let numbers = 0;
  return (group) => {
    const known = kept.get(group);
    if (known !== undefined) return known;
    const ways = waysDown(group, nested, search);
    numbers += ways.groups.length * 2;
    if (numbers > rememberedNumbers) {
      kept.clear();
      numbers = ways.groups.length * 2;
    }
    kept.set(group, ways);
    return ways;
  };
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
