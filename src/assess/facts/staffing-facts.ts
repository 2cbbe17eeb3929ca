import type { AccessModel } from "../../access/access-model.ts";
import { type BoundDuty, type Conflict, dutiesBySide } from "../../conflicts/conflict.ts";
import { dutyHolders } from "../../conflicts/duty.ts";
import type { JudgedConflict } from "../../conflicts/judge.ts";
import { sidesBetween } from "../../conflicts/people.ts";
import { type Scratch, scratchFor } from "../../conflicts/kernel/match.ts";
import { filledPlaces } from "../../conflicts/kernel/share-out.ts";
import type { Principal } from "../../domain/access.ts";
import type { Side } from "../../domain/assessment.ts";
import { activeHolders, activeSides } from "../../rule-kit/active-holders.ts";
import type { StaffedDuty, StaffingFact } from "../../rule-kit/facts/staffing-facts.ts";
import { evidenceOf } from "../evidence-of.ts";
import type { FactSources } from "./sources.ts";

/** Disabled accounts and applications are no staff; of those whose account was not read it cannot be told. */
type Presence = "certain" | "possible";

/** A person who holds too much, by one account or several. */
type Shared = { readonly first: number; readonly accounts: readonly Principal[]; readonly sides: readonly Side[] };

/**
 * Who holds few enough of a conflict's sides serves all of them; the others are shared out, so that as many places as can
 * be are filled. All accounts of a person are one. Who is shared out certainly serves as many duties as sides are allowed,
 * and possibly all duties of those sides. A duty nobody speaks of needs one person where it has any; of
 * one to which nothing is bound nobody can tell.
 */
export function staffingFacts({ judged, model }: FactSources): readonly StaffingFact[] {
  const scratch = scratchFor(model.principals.size);
  return judged
    .filter(({ outcome }) => outcome !== "not-applicable")
    .map((one) => {
      const { conflict, doubt } = one;
      const shared = sharedBy(one, model);
      return {
        conflict: conflict.id,
        title: conflict.title,
        duties: staffed(conflict, shared, model, scratch),
        shared: shared.length,
        evidence: shared.flatMap(({ sides }) => evidenceOf({ evidence: [], sides })),
        unclear: doubt ?? null,
      };
    });
}

function sharedBy({ conflict, holders, joint }: JudgedConflict, model: AccessModel): readonly Shared[] {
  const { persons, principals } = model;
  const ids = [
    ...activeHolders({ holders }).map(({ principal }) => principal.id),
    ...activeHolders({ holders: joint }).flatMap(({ person }) =>
      person.certainty === "certain" ? person.principals.slice(0, 1).map(({ id }) => id) : [],
    ),
  ];
  const numbers = ids.flatMap((id) => principals.numberOf(id) ?? []);
  return Array.from(new Set(numbers.map((number) => persons.accountsOf(number)[0] ?? number)), (first) => {
    const accounts = persons.accountsOf(first).map(principals.at);
    return { first, accounts, sides: activeSides(sidesBetween(accounts, conflict.duties, model)) };
  });
}

function staffed(
  conflict: Conflict,
  holders: readonly Shared[],
  model: AccessModel,
  scratch: Scratch,
): readonly StaffedDuty[] {
  const shared = new Set(holders.map(({ first }) => first));
  const demands = conflict.duties.map((duty) => {
    const alone = countOf(duty, shared, model, scratch);
    const isStaffed = alone.possible > 0 || holders.some((holder) => serves(holder, duty.id, "possible"));
    const needed = duty.unbound ? 0 : (conflict.minimumHolders[duty.id] ?? (isStaffed ? 1 : 0));
    return { needed, alone };
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
  duty: BoundDuty,
  shared: ReadonlySet<number>,
  { holders, principals, persons }: AccessModel,
  scratch: Scratch,
): Demand["alone"] {
  const counted = { certain: new Set<number>(), possible: new Set<number>() };
  for (const number of dutyHolders(duty, holders, scratch)) {
    const first = persons.accountsOf(number)[0] ?? number;
    const presence = shared.has(first) ? null : presenceOf(principals.view(number));
    if (presence !== null) counted.possible.add(first);
    if (presence === "certain") counted.certain.add(first);
  }
  return { certain: counted.certain.size, possible: counted.possible.size };
}

function filled(
  presence: Presence,
  demands: readonly Demand[],
  conflict: Conflict,
  holders: readonly Shared[],
): readonly number[] {
  const { duties, atMost } = conflict;
  const alone = demands.map(({ needed, alone: counts }) => Math.min(needed, counts[presence]));
  const places = demands.map(({ needed }, duty) => needed - (alone[duty] ?? 0));
  const people = holders.map((holder) =>
    duties.flatMap(({ id }, duty) => (serves(holder, id, presence) ? [duty] : [])),
  );
  return filledPlaces(places, people, presence === "certain" ? atMost : mostDuties(conflict)).map(
    (count, duty) => count + (alone[duty] ?? 0),
  );
}

/** How many duties the sides that one person may hold have at most. */
function mostDuties(conflict: Conflict): number {
  const sizes = dutiesBySide(conflict).map(({ length }) => length);
  return sizes
    .toSorted((a, b) => b - a)
    .slice(0, conflict.atMost)
    .reduce((sum, size) => sum + size, 0);
}

function serves({ accounts, sides }: Shared, dutyId: string, least: Presence): boolean {
  const presences = new Set(accounts.map(presenceOf));
  return (presences.has("certain") || presences.has(least)) && sides.some(({ duty }) => duty === dutyId);
}

function presenceOf({ type, enabled }: Principal): Presence | null {
  if (type === "servicePrincipal" || enabled === false) return null;
  return enabled === true ? "certain" : "possible";
}
