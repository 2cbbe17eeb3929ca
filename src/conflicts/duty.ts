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

/** Every way in which a principal holds the duty; nothing of a way of which not every point is held. */
export function dutyHoldings(principalId: string, { ways }: BoundDuty, model: AccessModel): readonly Holding[] {
  const found = ways.flatMap((way) => {
    const byPoint = way.map((point) => ({ point, holdings: model.holdings(principalId, point) }));
    return byPoint.every(({ holdings }) => holdings.length > 0) ? byPoint : [];
  });
  const once = new Map(found.map(({ point: { kind, id, reach }, holdings }) => [`${kind} ${id} ${reach}`, holdings]));
  return [...once.values()].flat();
}

/** How near to active a principal holds the duty, by place in `memberships`; infinity where not at all. */
export function dutyMembership(principalId: string, { ways }: BoundDuty, model: AccessModel): number {
  const ofPoint = (point: HeldPoint): number =>
    Math.min(...model.holdings(principalId, point).map(({ membership }) => memberships.indexOf(membership)));
  return Math.min(...ways.map((way) => Math.max(...way.map(ofPoint))));
}
