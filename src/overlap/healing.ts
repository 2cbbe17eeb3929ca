import type { HeldPoint } from "../access/access-model.ts";
import type { Assignment } from "../access/assignment-place.ts";
import { hullOf } from "../access/span.ts";
import type { Holding, Principal } from "../domain/access.ts";
import type { Healing } from "../domain/overlap.ts";
import { type TenantLookup, tenantLookup } from "../remediate/tenant-lookup.ts";
import { gapsIn, type JudgedPair } from "./pair.ts";

/** Where there are so many paths, one that is not looked at may last. */
const mostPaths = 100;

/**
 * Which side of somebody's empties by itself first, and when: once the last of its paths has ended, those to come included.
 * Nothing is said where something of who holds a side was not read, nor where policies were not: one that gives by a rule gives again.
 */
export function healingBy(pair: JudgedPair): (accounts: readonly Principal[]) => Healing {
  const { snapshot, ends, judged } = pair;
  const lookup = tenantLookup(snapshot);
  const unread = gapsIn(snapshot, ["policyList", "policies", "assignmentRequests"]);
  if (judged.reason !== undefined || unread.length > 0) return () => ({ kind: "unknown" });
  return (accounts) => {
    const ids = [...new Set(accounts.flatMap(({ id }) => allAccounts(id, pair)))];
    const sides = ends.map(({ point }) => {
      const paths = ids.flatMap((id) => pathsOf(id, point, pair));
      const at = lastOf(paths.map(({ holding, id }) => endOf(holding, id, pair, lookup)));
      return { side: point.id, at, isClear: paths.length < mostPaths && !paths.some(hidesOthers) };
    });
    const [first] = sides
      .flatMap(({ side, at, isClear }) => (at !== null && isClear ? [{ kind: "ends" as const, side, at }] : []))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
    return first ?? { kind: sides.some(({ at, isClear }) => at !== null && !isClear) ? "unknown" : "lasts" };
  };
}

/** Of what somebody may activate, or will have, one path through further groups is known, and others may last longer. */
function hidesOthers({ holding: { path, membership } }: Path): boolean {
  const [first] = path;
  return membership !== "active" && first?.kind !== "assignment" && path.length > 2;
}

/** Of the same person for certain: what one account loses another may keep. */
function allAccounts(id: string, { model: { principals, persons } }: JudgedPair): readonly string[] {
  const number = principals.numberOf(id);
  return number === undefined ? [id] : persons.accountsOf(number).map((account) => principals.at(account).id);
}

/** Null where any of them does not end. */
function lastOf(ends: readonly (string | null)[]): string | null {
  return hullOf(ends.map((until) => ({ from: null, until }))).until;
}

type Path = { readonly id: string; readonly holding: Holding };

function pathsOf(id: string, point: HeldPoint, { model }: JudgedPair): readonly Path[] {
  return model.everyHolding(id, point, mostPaths).map((holding) => ({ id, holding }));
}

/** A membership that a package gave ends with the last assignment that gives it, be it one to come. */
function endOf(
  { path: [first], until }: Holding,
  id: string,
  { model: { packages, grants } }: JudgedPair,
  lookup: TenantLookup,
): string | null {
  const isLasting = ({ policyId }: Assignment): boolean => policyId !== null && lookup.isAutomatic(policyId);
  const active = packages.activeOf(id);
  if (active.some((assignment) => assignment.id === first?.id && isLasting(assignment))) return null;
  if (until !== null || first?.kind !== "group") return until;

  const giving = new Set(grants.packagesGranting({ kind: "group", id: first.id }));
  const governing = active.filter(({ accessPackageId }) => giving.has(accessPackageId));
  if (governing.length === 0 || governing.some(isLasting)) return null;
  const assigned = [...giving].flatMap((k) => packages.holdings(id, k, { kind: "accessPackage", id: k, name: k }));
  return lastOf(assigned.map((holding) => holding.until));
}
