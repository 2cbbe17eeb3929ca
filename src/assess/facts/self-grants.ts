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
import type { Conflict } from "../../conflicts/conflict.ts";
import type { SelfGrantFact, SelfGrantFacts } from "../../rule-kit/facts.ts";
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

/** Told whose powers they are, what of conflicts they could give themselves besides what they hold. */
export function selfGrantsBy({ snapshot, model, bound }: FactSources) {
  const waysIn = waysInOf(snapshot, model);
  const conflicts = bound
    .map(({ conflict }) => conflict)
    .filter(({ duties }) => !duties.some(({ unbound }) => unbound));
  const byPoint = new Map<string, Set<Conflict>>();
  for (const conflict of conflicts)
    for (const point of conflict.duties.flatMap(({ points }) => points)) {
      const key = isIndexed(point) ? pointKey(point) : elsewhere;
      byPoint.set(key, (byPoint.get(key) ?? new Set<Conflict>()).add(conflict));
    }
  return (principalId: string, powers: readonly Power[]): readonly SelfGrantFact[] => {
    if (model.principals.numberOf(principalId) === undefined) return [];
    const held = [...whatIsHeld(principalId, model), elsewhere];
    const touched = new Set(held.flatMap((key) => [...(byPoint.get(key) ?? [])]));
    return [...touched].flatMap((conflict) => selfGrantOf(principalId, conflict, powers, { model, waysIn }) ?? []);
  };
}

/** Kinds of access points that are looked up one by one. */
const elsewhere = "";

function isIndexed({ kind }: HeldPoint): boolean {
  return kind === "accessPackage" || kind === "group" || kind === "appRole";
}

type Reading = Pick<FactSources, "model"> & { readonly waysIn: (point: HeldPoint) => WaysIn };

function selfGrantOf(
  principalId: string,
  { id, title, duties, atMost }: Conflict,
  powers: readonly Power[],
  { model, waysIn }: Reading,
): SelfGrantFact | null {
  const sides = duties.map((duty) => ({
    duty,
    holdings: duty.points.flatMap((point) => model.holdings(principalId, point)),
  }));
  const held = sides.filter(({ holdings }) => holdings.length > 0);
  if (held.length === 0 || held.length > atMost) return null;
  const gained = sides
    .filter(({ holdings }) => holdings.length === 0)
    .flatMap(({ duty }) => {
      const power = powers.find(({ scope }) => duty.points.some((point) => waysIn(point).isWithin(scope)));
      return power === undefined ? [] : [{ title: duty.title, power }];
    })
    .toSorted((a, b) => a.power.membership.localeCompare(b.power.membership));
  const needed = gained.slice(0, atMost + 1 - held.length);
  if (held.length + needed.length <= atMost) return null;
  return {
    principal: principalAt(model, principalId),
    conflict: { id, title },
    sides: held.map(({ duty, holdings }) => ({ duty: duty.id, title: duty.title, holdings })),
    gained: needed.map((one) => ({ title: one.title, hops: one.power.hops })),
    membership: needed.some(({ power }) => power.membership === "eligible") ? "eligible" : "active",
    evidence: needed.flatMap(({ power }) => power.evidence),
  };
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
