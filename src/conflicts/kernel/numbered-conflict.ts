import { checkNumber } from "../../snapshot/ids/check-number.ts";
import type { PostingLists } from "./posting-lists.ts";

/**
 * A duty by the numbers of its access points: held by whoever holds any of them, or only by whoever holds all. A duty
 * without access points is held by nobody.
 */
export type NumberedDuty = { readonly heldBy: "any" | "all"; readonly points: readonly number[] };

/** Duties of which one person may hold at most `atMost`. */
export type NumberedConflict = { readonly duties: readonly NumberedDuty[]; readonly atMost: number };

/** Throws a RangeError where its limit is none, or a duty names an access point that the index does not know. */
export function checkConflict({ duties, atMost }: NumberedConflict, holders: PostingLists): void {
  if (!Number.isInteger(atMost) || atMost < 0) throw new RangeError(`at most ${atMost} of the duties is no limit`);
  checkDuties(duties, holders);
}

/** Throws a RangeError where a duty names an access point that the index does not know. */
export function checkDuties(duties: readonly NumberedDuty[], { offsets }: PostingLists): void {
  for (const { points } of duties) for (const point of points) checkNumber(point, offsets.length - 1, "access point");
}
