import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { Holding } from "../domain/access.ts";
import type { BoundDuty } from "./conflict.ts";
import { inAll, inAny, type Scratch } from "./kernel/match.ts";

/** Numbers of the principals that hold the duty, ascending. */
export function dutyHolders({ ways }: BoundDuty, model: AccessModel, scratch: Scratch): Uint32Array {
  const holders = (way: readonly HeldPoint[]): Uint32Array =>
    inAll(
      way.map((point) => model.holders(point)),
      scratch,
    );
  return inAny(ways.map(holders), scratch);
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
