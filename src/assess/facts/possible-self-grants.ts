import type { Power } from "../../access/administration/power.ts";
import { type WaysIn, waysInOf } from "../../access/administration/ways-in.ts";
import { pointKey, whatIsHeld } from "../../access/administration/what-is-held.ts";
import type { HeldPoint } from "../../access/access-model.ts";
import { type BoundDuty, type Conflict, dutiesBySide, isApplicable } from "../../conflicts/conflict.ts";
import type { BoundConflict } from "../../conflicts/conflicts.ts";
import { isHeldBy, sidesBetween } from "../../conflicts/people.ts";
import type { Holding, Principal } from "../../domain/access.ts";
import type { SelfGrantFact } from "../../rule-kit/facts/power-facts.ts";
import { principalAt } from "./principal-at.ts";
import type { FactSources } from "./sources.ts";

/** `isMeant` is false where it cannot be told whether the conflict applies to those accounts that it takes. */
type Possible = SelfGrantFact & { readonly isMeant: boolean };

/** Told whose powers they are, what of conflicts they could give themselves besides what they, by any account, hold. */
export function selfGrantsBy({ snapshot, model, bound }: Pick<FactSources, "snapshot" | "model" | "bound">) {
  const waysIn = waysInOf(snapshot, model);
  const conflicts = bound.filter(({ conflict }) => isApplicable(conflict));
  const byPoint = new Map<string, Set<BoundConflict>>();
  for (const one of conflicts)
    for (const point of one.conflict.duties.flatMap(({ points }) => points)) {
      const key = isIndexed(point) ? pointKey(point) : elsewhere;
      byPoint.set(key, (byPoint.get(key) ?? new Set<BoundConflict>()).add(one));
    }
  return (principalId: string, powers: readonly Power[]): readonly Possible[] => {
    const number = model.principals.numberOf(principalId);
    if (number === undefined) return [];
    const accounts = model.persons.accountsOf(number).map(model.principals.at);
    const held = [...accounts.flatMap(({ id }) => [...whatIsHeld(id, model)]), elsewhere];
    const touched = new Set(held.flatMap((key) => [...(byPoint.get(key) ?? [])]));
    const principal = principalAt(model, principalId);
    return [...touched].flatMap(({ conflict, scope }): readonly Possible[] => {
      const grant = (meant: readonly Principal[]): SelfGrantFact | null =>
        selfGrantOf(principal, meant, conflict, powers, { model, waysIn });
      const where = Map.groupBy(accounts, (account) => scope?.(account) ?? "within");
      const certain = grant(where.get("within") ?? []);
      if (certain !== null) return [{ ...certain, isMeant: true }];
      const possible = where.has("unknown") ? grant(accounts.filter((one) => scope?.(one) !== "outside")) : null;
      return possible === null ? [] : [{ ...possible, isMeant: false }];
    });
  };
}

/** Kinds of access points that are looked up one by one. */
const elsewhere = "";

function isIndexed({ kind }: HeldPoint): boolean {
  return kind === "accessPackage" || kind === "group" || kind === "appRole";
}

type Reading = Pick<FactSources, "model"> & { readonly waysIn: (point: HeldPoint) => WaysIn };

function selfGrantOf(
  principal: Principal,
  meant: readonly Principal[],
  conflict: Conflict,
  powers: readonly Power[],
  { model, waysIn }: Reading,
): SelfGrantFact | null {
  const { source, id, title, atMost } = conflict;
  const sides = dutiesBySide(conflict).map((duties) => ({
    duties,
    held: isHeldBy(meant, duties, model) ? sidesBetween(meant, duties, model) : [],
  }));
  const held = sides.filter((side) => side.held.length > 0);
  if (held.length === 0 || held.length > atMost) return null;
  const gained = sides
    .filter((side) => side.held.length === 0)
    .flatMap(({ duties }) =>
      duties.flatMap((duty) => powerOver(duty, meant, powers, { model, waysIn }) ?? []).slice(0, 1),
    )
    .toSorted((a, b) => a.membership.localeCompare(b.membership));
  const needed = gained.slice(0, atMost + 1 - held.length);
  if (held.length + needed.length <= atMost) return null;
  return {
    principal,
    conflict: { source, id, title },
    sides: held.flatMap((side) => side.held),
    gained: needed.map(({ title: duty, hops }) => ({ title: duty, hops })),
    membership: needed.some(({ membership }) => membership === "eligible") ? "eligible" : "active",
    evidence: needed.flatMap(({ evidence }) => evidence),
  };
}

type Gained = Pick<Power, "membership" | "hops" | "evidence"> & { readonly title: string };

/** By what every access point of a way of holding a duty, but for those held, can be given; the first way that can. */
function powerOver(
  { title, ways }: BoundDuty,
  accounts: readonly Principal[],
  powers: readonly Power[],
  { model, waysIn }: Reading,
): Gained | null {
  const byWay = ways.map((way) => {
    const missing = way.filter((point) => !accounts.some((account) => model.holdings(account.id, point).some(isHeld)));
    const used = missing.map((point) => powers.find(({ scope }) => waysIn(point).isWithin(scope)));
    return used.every((power) => power !== undefined) ? [...new Set(used)] : [];
  });
  const [used] = byWay
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => Number(a.some(isEligible)) - Number(b.some(isEligible)));
  if (used === undefined) return null;
  return {
    title,
    membership: used.some(isEligible) ? "eligible" : "active",
    hops: used.flatMap(({ hops }) => hops),
    evidence: used.flatMap(({ evidence }) => evidence),
  };
}

function isHeld({ membership }: Holding): boolean {
  return membership === "active" || membership === "eligible";
}

function isEligible({ membership }: Pick<Power, "membership">): boolean {
  return membership === "eligible";
}
