import { catalogPowers } from "../../access/administration/catalog-powers.ts";
import { administratorsOf } from "../../access/administration/closure.ts";
import { directoryPowers } from "../../access/administration/directory-powers.ts";
import { groupOwnersOf, ownershipPowers } from "../../access/administration/group-owners.ts";
import type { Power } from "../../access/administration/power.ts";
import { type WaysIn, waysInOf } from "../../access/administration/ways-in.ts";
import { pointKey, whatIsHeld } from "../../access/administration/what-is-held.ts";
import {
  applicationOwnerPowers,
  permissionPowers,
  permittedApplicationsOf,
} from "../../access/administration/permitted-applications.ts";
import type { HeldPoint } from "../../access/access-model.ts";
import { type BoundDuty, dutiesBySide, unboundSides } from "../../conflicts/conflict.ts";
import type { BoundConflict } from "../../conflicts/conflicts.ts";
import { sidesBetween } from "../../conflicts/people.ts";
import type { Principal } from "../../domain/access.ts";
import type { SelfGrantFact, SelfGrantFacts } from "../../rule-kit/facts/power-facts.ts";
import { unreadDeclarations } from "./conflict-facts.ts";
import { principalAt } from "./principal-at.ts";
import type { FactSources } from "./sources.ts";

/** Whoever holds as much of a conflict as allowed and could give themselves the rest: one for a person and conflict. */
export function selfGrantFacts(sources: FactSources): SelfGrantFacts {
  const { snapshot, model } = sources;
  const applications = permittedApplicationsOf(snapshot, model);
  const [directory, catalogs] = [directoryPowers(snapshot, model.asOf), catalogPowers(snapshot)];
  const powers = [
    ...ownershipPowers(groupOwnersOf(snapshot, model), model),
    ...directory.powers,
    ...catalogs.powers,
    ...permissionPowers(applications),
    ...applicationOwnerPowers(snapshot, model),
  ];
  const selfGrants = selfGrantsBy(sources);
  const administrators = administratorsOf(powers, snapshot, model);
  return {
    examined: administrators.size,
    selfGrants: [...administrators].flatMap(([id, reached]) => selfGrants(id, reached)),
    unknown: [
      ...directory.unknown,
      ...catalogs.unknown,
      ...applications.unknown,
      ...unreadOwners(sources),
      ...unreadDeclarations(snapshot),
      ...unclearHolders(sources),
    ],
  };
}

/** Told whose powers they are, what of conflicts they could give themselves besides what they, by any account, hold. */
export function selfGrantsBy({ snapshot, model, bound }: FactSources) {
  const waysIn = waysInOf(snapshot, model);
  const conflicts = bound.filter(({ conflict }) => unboundSides(conflict).length === 0);
  const byPoint = new Map<string, Set<BoundConflict>>();
  for (const one of conflicts)
    for (const point of one.conflict.duties.flatMap(({ points }) => points)) {
      const key = isIndexed(point) ? pointKey(point) : elsewhere;
      byPoint.set(key, (byPoint.get(key) ?? new Set<BoundConflict>()).add(one));
    }
  return (principalId: string, powers: readonly Power[]): readonly SelfGrantFact[] => {
    const number = model.principals.numberOf(principalId);
    if (number === undefined) return [];
    const accounts = model.persons.accountsOf(number).map(model.principals.at);
    const held = [...accounts.flatMap(({ id }) => [...whatIsHeld(id, model)]), elsewhere];
    const touched = new Set(held.flatMap((key) => [...(byPoint.get(key) ?? [])]));
    return [...touched].flatMap(
      (one) => selfGrantOf(principalAt(model, principalId), accounts, one, powers, { model, waysIn }) ?? [],
    );
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
  accounts: readonly Principal[],
  { conflict, scope }: BoundConflict,
  powers: readonly Power[],
  { model, waysIn }: Reading,
): SelfGrantFact | null {
  const { id, title, atMost } = conflict;
  const meant = accounts.filter((account) => (scope?.(account) ?? "within") === "within");
  const sides = dutiesBySide(conflict).map((duties) => ({ duties, held: sidesBetween(meant, duties, model) }));
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
    conflict: { id, title },
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
    const missing = way.filter((point) => accounts.every((account) => model.holdings(account.id, point).length === 0));
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

function isEligible({ membership }: Pick<Power, "membership">): boolean {
  return membership === "eligible";
}

/** Groups of conflicts whose owners nobody asked for. */
function unreadOwners({ snapshot, bound, model }: FactSources): readonly string[] {
  const isWhole = snapshot.coverage.some(({ section, status }) => section === "groupOwners" && status === "complete");
  const groups = bound.flatMap(({ conflict }) =>
    conflict.duties.flatMap(({ points }) => points.filter(({ kind }) => kind === "group").map(({ id }) => id)),
  );
  return [...new Set(groups)]
    .filter((id) => isWhole && model.groups.row(id) !== undefined && !snapshot.wasRead("groupOwners", id))
    .map((id) => `the owners of "${model.groups.ref(id).name}" were not read`);
}

/** Conflicts of which it is not known who holds how much: they may hold enough to need only the rest. */
function unclearHolders({ judged }: FactSources): readonly string[] {
  return judged
    .filter(({ outcome }) => outcome !== "not-applicable")
    .flatMap(({ conflict, reason }) => (reason === undefined ? [] : [`${conflict.id}: ${reason}`]));
}
