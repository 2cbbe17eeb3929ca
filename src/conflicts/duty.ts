import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import { type Holding, memberships } from "../domain/access.ts";
import type { BoundDuty } from "./conflict.ts";
import { inAll, inAny, type Scratch } from "./kernel/match.ts";

/** Numbers of the principals that hold the duty, ascending, where `holdersOf` gives those of a point. */
export function dutyHolders(
  { ways }: BoundDuty,
  holdersOf: (point: HeldPoint) => Uint32Array,
  scratch: Scratch,
): Uint32Array {
  return inAny(
    ways.map((way) => inAll(way.map(holdersOf), scratch)),
    scratch,
  );
}

/** The ways in which somebody holds an access point. */
export type HoldingsOf = (point: HeldPoint) => readonly Holding[];

export function holdingsBy(principalId: string, model: AccessModel): HoldingsOf {
  return (point) => model.holdings(principalId, point);
}

/** Every way in which somebody holds the duty; nothing of a way of which not every point is held. */
export function dutyHoldings({ ways }: BoundDuty, holdingsOf: HoldingsOf): readonly Holding[] {
  const found = ways.flatMap((way) => {
    const byPoint = way.map((point) => ({ point, holdings: holdingsOf(point) }));
    return byPoint.every(({ holdings }) => holdings.length > 0) ? byPoint : [];
  });
  const once = new Map(found.map(({ point: { kind, id, reach }, holdings }) => [`${kind} ${id} ${reach}`, holdings]));
  return [...once.values()].flat();
}

/** How near to active somebody holds the duty, by place in `memberships`; infinity where not at all. */
export function dutyMembership({ ways }: BoundDuty, holdingsOf: HoldingsOf): number {
  const ofPoint = (point: HeldPoint): number =>
    Math.min(...holdingsOf(point).map(({ membership }) => memberships.indexOf(membership)));
  return Math.min(...ways.map((way) => Math.max(...way.map(ofPoint))));
}

/** Packages each of which gives the duty to its holders by itself. */
export function packagesGivingDuty({ ways }: BoundDuty, model: AccessModel): readonly string[] {
  const ids = ways.flatMap((way) => {
    const [first = [], ...others] = way.map((point) => packagesGiving(point, model));
    return first.filter((id) => others.every((list) => list.includes(id)));
  });
  return [...new Set(ids)];
}

/** Packages whose every holder holds the access point. */
export function packagesGiving(point: HeldPoint, { grants }: Pick<AccessModel, "grants">): readonly string[] {
  return point.kind === "accessPackage" ? [point.id] : grants.packagesImplying(point);
}
