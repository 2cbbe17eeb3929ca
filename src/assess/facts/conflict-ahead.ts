import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import { type BoundDuty, type Conflict, dutiesBySide } from "../../conflicts/conflict.ts";
import { dutyHoldings, dutyMembership, type HoldingsOf } from "../../conflicts/duty.ts";
import { byAccount } from "../../conflicts/people.ts";
import { type Holding, type Membership, memberships, type Principal, weakestOf } from "../../domain/access.ts";
import type { Side } from "../../domain/assessment.ts";
import type { PendingConflictFact } from "../../rule-kit/facts/conflict-facts.ts";

/** An account, and the packages that are on their way to it. */
export type Expecting = { readonly principal: Principal; readonly packageIds: readonly string[] };

/** The packages that give an access point. */
export type Giving = (point: HeldPoint) => ReadonlySet<string>;

export type Ahead = Pick<PendingConflictFact, "held" | "coming" | "exposure" | "removals">;

/** What these accounts of one person, who hold few enough sides today, will hold too much by; null where it is not too much. */
export function conflictAhead(
  conflict: Conflict,
  accounts: readonly Expecting[],
  giving: Giving,
  model: AccessModel,
): Ahead | null {
  const { atMost, duties: all } = conflict;
  const ways = accounts.map((account) => waysOf(account, giving, model));
  const sides = dutiesBySide(conflict).map((side) => ({ side, held: sidesIn(side, ways, ({ now }) => now) }));
  const held = sides.flatMap((one) => (one.held.length > 0 ? [one.held] : []));
  const coming = sides.flatMap(({ side, held: already }) => {
    const duties = already.length > 0 ? [] : sidesIn(side, ways, ({ later }) => later);
    return duties.length === 0 ? [] : [{ duties, nearest: nearestOf(side, ways) }];
  });
  if (held.length > atMost || held.length + coming.length <= atMost) return null;

  const gives = (id: string): boolean => all.some(({ points }) => points.some((point) => giving(point).has(id)));
  const removable = accounts
    .flatMap(({ principal }) => model.packages.activeOf(principal.id))
    .filter(({ accessPackageId }) => gives(accessPackageId));
  return {
    held: held.flat(),
    coming: coming.flatMap(({ duties }) => duties),
    exposure: exposureOf(
      coming.map(({ nearest }) => nearest),
      atMost + 1 - held.length,
    ),
    removals: removable.flatMap(({ id }) => model.packages.requests.removals.get(id) ?? []),
  };
}

/** What an account holds or may activate now, and what it will. */
type Ways = { readonly principal: Principal; readonly now: HoldingsOf; readonly later: HoldingsOf };

function waysOf({ principal, packageIds }: Expecting, giving: Giving, model: AccessModel): Ways {
  const now: HoldingsOf = (point) => model.holdings(principal.id, point).filter(isHeld);
  const later: HoldingsOf = (point) => {
    const held = now(point);
    return held.length > 0 ? held : comingTo(principal.id, point, packageIds, giving, model);
  };
  return { principal, now, later };
}

/** By access that has not begun, and by the packages that are on their way and give the access point. */
function comingTo(
  principalId: string,
  point: HeldPoint,
  packageIds: readonly string[],
  giving: Giving,
  model: AccessModel,
): readonly Holding[] {
  const byPackages = [...new Set(packageIds)]
    .filter((id) => giving(point).has(id))
    .flatMap((id) => model.packages.holdings(principalId, id, point));
  const otherwise = point.kind === "accessPackage" ? [] : model.holdings(principalId, point);
  return [...byPackages, ...otherwise].filter((holding) => !isHeld(holding));
}

function isHeld({ membership }: Holding): boolean {
  return membership === "active" || membership === "eligible";
}

function sidesIn(
  side: readonly BoundDuty[],
  accounts: readonly Ways[],
  of: (ways: Ways) => HoldingsOf,
): readonly Side[] {
  return side
    .map((duty) => ({
      duty: duty.id,
      title: duty.title,
      holdings: accounts.flatMap((ways) => {
        const holdings = dutyHoldings(duty, of(ways));
        return accounts.length === 1 ? holdings : byAccount(ways.principal, holdings);
      }),
    }))
    .filter(({ holdings }) => holdings.length > 0);
}

function nearestOf(side: readonly BoundDuty[], accounts: readonly Ways[]): number {
  return Math.min(...accounts.flatMap(({ later }) => side.map((duty) => dutyMembership(duty, later))));
}

/** As many of them as it takes count, the nearest. */
function exposureOf(nearest: readonly number[], needed: number): Membership {
  const taken = nearest.toSorted((a, b) => a - b).slice(0, needed);
  return weakestOf(taken.flatMap((place) => memberships[place] ?? []));
}
