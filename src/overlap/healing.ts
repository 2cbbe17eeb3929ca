import type { HeldPoint } from "../access/access-model.ts";
import { hullOf } from "../access/span.ts";
import type { Holding, Principal } from "../domain/access.ts";
import type { OverlapHolder } from "../domain/overlap.ts";
import { type TenantLookup, tenantLookup } from "../remediate/tenant-lookup.ts";
import { gapsIn, type JudgedPair } from "./pair.ts";

/** More paths than these are not followed; one of them may last. */
const mostPaths = 100;

/**
 * Which side of somebody's empties by itself first, and when: once the last of its paths has ended, those to come included.
 * Nothing is said where policies were not read, as one that gives by a rule gives again.
 */
export function healingBy(pair: JudgedPair): (accounts: readonly Principal[]) => OverlapHolder["heals"] {
  const { snapshot, model, ends } = pair;
  const lookup = tenantLookup(snapshot);
  if (gapsIn(snapshot, ["policyList", "policies"]).length > 0) return () => null;
  return (accounts) => {
    const ids = new Set(accounts.flatMap(({ id }) => allAccounts(id, pair)));
    const healing = ends.flatMap(({ point }) => {
      const last = lastOf([...ids].flatMap((id) => endsOf(id, point, pair, lookup)));
      return last === null ? [] : [{ side: point.id, at: last }];
    });
    return healing.filter(({ at }) => new Date(at) > model.asOf).toSorted((a, b) => (a.at < b.at ? -1 : 1))[0] ?? null;
  };
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

function endsOf(id: string, point: HeldPoint, pair: JudgedPair, lookup: TenantLookup): readonly (string | null)[] {
  const holdings = pair.model.everyHolding(id, point, mostPaths);
  return holdings.length < mostPaths ? holdings.map((holding) => endOf(holding, id, pair, lookup)) : [null];
}

/** A membership that a package gave ends with the last assignment that gives it. */
function endOf(
  { path: [first], until }: Holding,
  id: string,
  { model }: JudgedPair,
  lookup: TenantLookup,
): string | null {
  const held = model.packages.activeOf(id);
  const mine = held.filter(({ row }) => row.id === first?.id);
  if (mine.some(({ row }) => row.policyId !== null && lookup.isAutomatic(row.policyId))) return null;
  if (until !== null || first?.kind !== "group") return until;

  const giving = new Set(model.grants.packagesGranting({ kind: "group", id: first.id }));
  const governing = held.filter(({ row }) => giving.has(row.accessPackageId));
  const isLasting = governing.some(({ row }) => row.policyId !== null && lookup.isAutomatic(row.policyId));
  return isLasting ? null : lastOf(governing.map(({ term }) => term.until));
}
