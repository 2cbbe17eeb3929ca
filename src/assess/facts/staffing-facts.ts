import type { AccessModel } from "../../access/access-model.ts";
import type { BoundDuty, Conflict } from "../../conflicts/conflict.ts";
import type { DualHolder } from "../../conflicts/judge.ts";
import { inAny, type Scratch, scratchFor } from "../../conflicts/kernel/match.ts";
import { filledPlaces } from "../../conflicts/kernel/share-out.ts";
import type { Principal } from "../../domain/access.ts";
import { activeHolders } from "../../rule-kit/active-holders.ts";
import type { StaffedDuty, StaffingFact } from "../../rule-kit/facts.ts";
import { evidenceOf } from "../evidence-of.ts";
import type { FactSources } from "./sources.ts";

/** Disabled accounts and applications are no staff; of those whose account was not read it cannot be told. */
type Presence = "certain" | "possible";

/**
 * Who holds few enough of a conflict's duties serves all of them; the others are shared out, so that as many places as can
 * be are filled. A duty nobody speaks of needs one person where it has any.
 */
export function staffingFacts({ judged, model }: FactSources): readonly StaffingFact[] {
  const scratch = scratchFor(model.principals.size);
  return judged
    .filter(({ outcome }) => outcome !== "not-applicable")
    .map(({ conflict, holders, reason }) => {
      const shared = activeHolders({ holders });
      return {
        conflict: conflict.id,
        title: conflict.title,
        duties: staffed(conflict, shared, model, scratch),
        shared: shared.length,
        evidence: shared.flatMap(({ sides }) => evidenceOf({ evidence: [], sides })),
        unclear: reason ?? null,
      };
    });
}

function staffed(
  conflict: Conflict,
  holders: readonly DualHolder[],
  model: AccessModel,
  scratch: Scratch,
): readonly StaffedDuty[] {
  const shared = new Set(holders.map(({ principal }) => model.principals.numberOf(principal.id)));
  const demands = conflict.duties.map((duty) => {
    const alone = countOf(duty, shared, model, scratch);
    const isStaffed = alone.possible > 0 || holders.some((holder) => serves(holder, duty.id, "possible"));
    return { needed: conflict.minimumHolders[duty.id] ?? (isStaffed ? 1 : 0), alone };
  });
  const [certain, possible] = [
    filled("certain", demands, conflict, holders),
    filled("possible", demands, conflict, holders),
  ];
  return conflict.duties.map(({ id, title }, duty) => ({
    id,
    title,
    needed: demands[duty]?.needed ?? 0,
    certain: certain[duty] ?? 0,
    possible: possible[duty] ?? 0,
  }));
}

type Demand = { readonly needed: number; readonly alone: Readonly<Record<Presence, number>> };

/** How many hold the duty and not too many others. */
function countOf(
  { points }: BoundDuty,
  shared: ReadonlySet<number | undefined>,
  { holders, principals }: AccessModel,
  scratch: Scratch,
): Demand["alone"] {
  const counts = { certain: 0, possible: 0 };
  for (const number of inAny(points.map(holders), scratch)) {
    const presence = shared.has(number) ? null : presenceOf(principals.at(number));
    if (presence !== null) counts.possible += 1;
    if (presence === "certain") counts.certain += 1;
  }
  return counts;
}

function filled(
  presence: Presence,
  demands: readonly Demand[],
  { duties, atMost }: Conflict,
  holders: readonly DualHolder[],
): readonly number[] {
  const alone = demands.map(({ needed, alone: counts }) => Math.min(needed, counts[presence]));
  const places = demands.map(({ needed }, duty) => needed - (alone[duty] ?? 0));
  const people = holders.map((holder) =>
    duties.flatMap(({ id }, duty) => (serves(holder, id, presence) ? [duty] : [])),
  );
  return filledPlaces(places, people, atMost).map((count, duty) => count + (alone[duty] ?? 0));
}

function serves({ principal, sides }: DualHolder, dutyId: string, least: Presence): boolean {
  const presence = presenceOf(principal);
  return (presence === "certain" || presence === least) && sides.some(({ duty }) => duty === dutyId);
}

function presenceOf({ type, enabled }: Principal): Presence | null {
  if (type === "servicePrincipal" || enabled === false) return null;
  return enabled === true ? "certain" : "possible";
}
