import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import { type BoundDuty, dutiesBySide, unboundSides } from "../../conflicts/conflict.ts";
import type { BoundConflict } from "../../conflicts/conflicts.ts";
import { dutyHoldings, dutyMembership, type HoldingsOf, packagesGiving } from "../../conflicts/duty.ts";
import { type Holding, type Membership, memberships, type Principal, weakestOf } from "../../domain/access.ts";
import type { Side } from "../../domain/assessment.ts";
import type { PendingConflictFact, PendingConflictFacts } from "../../rule-kit/facts/conflict-facts.ts";
import { unclearHolders } from "./conflict-facts.ts";
import { principalAt } from "./principal-at.ts";
import type { FactSources } from "./sources.ts";

/** All that is under way to somebody counts together: two requests may make a conflict that neither makes alone. */
export function pendingConflictFacts({ model, bound, judged }: FactSources): PendingConflictFacts {
  const { requests, ahead } = model.packages;
  const conflicts = bound.filter(({ conflict }) => unboundSides(conflict).length === 0);
  const giving = givingBy(conflicts, model);
  const gives = (packageId: string | null): boolean => packageId === null || giving.all.has(packageId);
  const relevant = ahead.filter(({ packageId }) => gives(packageId));

  const unclear: string[] = [];
  const found: PendingConflictFact[] = [];
  const byPrincipal = Map.groupBy(relevant, ({ principalId }) => principalId);
  for (const [principalId, coming] of byPrincipal) {
    const person = { principal: principalAt(model, principalId), packageIds: coming.map(({ packageId }) => packageId) };
    for (const one of conflicts) {
      const where = one.scope?.(person.principal) ?? "within";
      const fact = where === "outside" ? null : pendingConflict(one, person, giving.by, model);
      if (fact !== null && where === "within") found.push(fact);
      if (fact !== null && where === "unknown")
        unclear.push(`${fact.conflict}: whether it applies to ${person.principal.displayName} cannot be told`);
    }
  }
  return {
    found,
    examined: byPrincipal.size * conflicts.length,
    unknown: [
      ...unclear,
      ...requests.unclear.filter(({ packageId }) => gives(packageId)).map(({ why }) => why),
      ...unclearHolders(judged),
    ],
  };
}

type Giving = (point: HeldPoint) => ReadonlySet<string>;

/** The packages that give each access point of the conflicts, and all of them. */
function givingBy(
  conflicts: readonly BoundConflict[],
  model: AccessModel,
): { readonly by: Giving; readonly all: ReadonlySet<string> } {
  const points = conflicts.flatMap(({ conflict }) => conflict.duties.flatMap((duty) => duty.points));
  const known = new Map(points.map((point) => [point, new Set(packagesGiving(point, model))]));
  return { by: (point) => known.get(point) ?? new Set(), all: new Set([...known.values()].flatMap((ids) => [...ids])) };
}

type Person = { readonly principal: Principal; readonly packageIds: readonly string[] };

function pendingConflict(
  { conflict }: BoundConflict,
  { principal, packageIds }: Person,
  giving: Giving,
  model: AccessModel,
): PendingConflictFact | null {
  const { id, title, severity, atMost, duties: all } = conflict;
  if (!all.some(({ points }) => points.some((point) => packageIds.some((one) => giving(point).has(one))))) return null;
  const now: HoldingsOf = (point) =>
    model.holdings(principal.id, point).filter(({ membership }) => membership === "active");
  const then: HoldingsOf = (point) => {
    const held = now(point);
    return held.length > 0 ? held : comingTo(principal.id, point, packageIds, giving, model);
  };
  const sides = dutiesBySide(conflict).map((side) => ({ side, held: heldIn(side, now) }));
  const held = sides.flatMap((one) => (one.held.length > 0 ? [one.held] : []));
  const coming = sides.flatMap(({ side, held: already }) => {
    const duties = already.length > 0 ? [] : heldIn(side, then);
    return duties.length === 0
      ? []
      : [{ duties, nearest: Math.min(...side.map((duty) => dutyMembership(duty, then))) }];
  });
  if (held.length > atMost || held.length + coming.length <= atMost) return null;

  const removable = model.packages
    .activeOf(principal.id)
    .filter(({ accessPackageId }) =>
      all.some(({ points }) => points.some((point) => giving(point).has(accessPackageId))),
    );
  return {
    principal,
    conflict: id,
    title,
    severity,
    held: held.flat(),
    coming: coming.flatMap(({ duties }) => duties),
    exposure: exposureOf(
      coming.map(({ nearest }) => nearest),
      atMost + 1 - held.length,
    ),
    removals: removable.flatMap(({ id }) => model.packages.requests.removals.get(id) ?? []),
  };
}

function heldIn(side: readonly BoundDuty[], holdingsOf: HoldingsOf): readonly Side[] {
  return side
    .map((duty) => ({ duty: duty.id, title: duty.title, holdings: dutyHoldings(duty, holdingsOf) }))
    .filter(({ holdings }) => holdings.length > 0);
}

/** By the packages that are on their way and give the access point. */
function comingTo(
  principalId: string,
  point: HeldPoint,
  packageIds: readonly string[],
  giving: Giving,
  { packages }: AccessModel,
): readonly Holding[] {
  return [...new Set(packageIds)]
    .filter((id) => giving(point).has(id))
    .flatMap((id) => packages.holdings(principalId, id, point))
    .filter(({ membership }) => membership !== "active");
}

/** As many of them as it takes count, the nearest. */
function exposureOf(nearest: readonly number[], needed: number): Membership {
  const taken = nearest.toSorted((a, b) => a - b).slice(0, needed);
  return weakestOf(taken.flatMap((place) => memberships[place] ?? []));
}
