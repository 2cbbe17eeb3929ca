import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import { placeIn } from "../access/closure/relation.ts";
import { type Membership, memberships, type Principal } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";
import { type Conflict, dutiesBySide } from "./conflict.ts";
import { dutyHoldings, dutyMembership, holdingsBy, type HoldingsOf } from "./duty.ts";

/**
 * A principal that holds more of a conflict's duties than allowed, or may come to, and every way in which it holds each.
 * `exposure` is `active` where what is held actively is too much by itself, else the weakest membership that it takes.
 */
export type DualHolder = {
  readonly principal: Principal;
  readonly sides: readonly Side[];
  readonly exposure: Membership;
};

/** Holds too much now, or whenever it likes: what is pending or ahead can still be stopped. */
export function isViolation({ exposure }: Pick<DualHolder, "exposure">): boolean {
  return exposure === "active" || exposure === "eligible";
}

/**
 * Tells of an account that holds too much of the conflict how it does. It is asked only for its ways to points that it holds:
 * a duty may be held by any of hundreds. `everyHolder` gives the numbers of those who hold a point in any membership.
 */
export function dualHolderOf(
  account: number,
  conflict: Conflict,
  model: AccessModel,
  everyHolder: (point: HeldPoint) => Uint32Array,
): DualHolder {
  const principal = model.principals.at(account);
  const waysTo = holdingsBy(principal.id, model);
  const holdingsOf: HoldingsOf = (point) => (placeIn(everyHolder(point), account) === undefined ? [] : waysTo(point));
  const sides = conflict.duties.map((duty) => ({
    duty: duty.id,
    title: duty.title,
    holdings: dutyHoldings(duty, holdingsOf),
  }));
  return {
    principal,
    sides: sides.filter(({ holdings }) => holdings.length > 0),
    exposure: exposureOf(principal, conflict, holdingsOf),
  };
}

/** Each side counts by the duty that is nearest to being active; it takes one side more than allowed. */
function exposureOf({ id }: Principal, conflict: Conflict, holdingsOf: HoldingsOf): Membership {
  const nearest = dutiesBySide(conflict)
    .map((side) => Math.min(...side.map((duty) => dutyMembership(duty, holdingsOf))))
    .sort((a, b) => a - b);
  const exposure = memberships[nearest[conflict.atMost] ?? -1];
  if (exposure === undefined) throw new RangeError(`${id} does not hold too much of ${conflict.id}`);
  return exposure;
}
