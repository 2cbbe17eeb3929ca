import type { HeldPoint } from "../../access/access-model.ts";
import type { Assignment } from "../../access/packages.ts";
import type { ObjectRef } from "../../domain/access.ts";
import type { GrantFact, GrantFacts } from "../../rule-kit/facts.ts";
import type { FactSources } from "./sources.ts";

/**
 * Who has what packages grant of groups and app roles. Sites are left out: who holds them outside packages cannot be read. For a moment before the
 * tenant was read nobody is called ungoverned, because memberships bear no dates; nor where not all holders are known, because
 * the package that governs may be unknown with them.
 */
export function grantFacts({ snapshot, model }: FactSources): GrantFacts {
  const packages = new Map<string, ObjectRef>();
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"])) {
    packages.set(id, { kind: "accessPackage", id, name: displayName });
  }
  const isUnclear = model.asOf < new Date(snapshot.run.startedAt);
  const governed = model.grants.governed.filter(({ kind }) => kind === "group" || kind === "appRole");
  const unknown: string[] = [...model.grants.unknown];
  const held = governed.flatMap((accessPoint): readonly GrantFact[] => {
    const point: HeldPoint = { ...accessPoint, reach: "transitive" };
    const granting = model.grants.packagesGranting(accessPoint);
    const implying = model.grants.packagesImplying(point);
    const assigned = holdersBy(implying, model.packages.active);
    const unclear = holdersBy(implying, model.packages.unclear);
    const { blind } = model.sources(point);
    if (blind !== null) unknown.push(`${accessPoint.name}: ${blind}`);
    return Array.from(model.holders(point), (number) => {
      const principal = model.principals.at(number);
      return {
        principal,
        accessPoint,
        packages: granting.map((id) => packages.get(id) ?? { kind: "accessPackage", id, name: id }),
        holdings: model.holdings(principal.id, point).filter(({ membership }) => membership === "active"),
        governance: assigned.has(principal.id)
          ? "governed"
          : isUnclear || blind !== null || unclear.has(principal.id)
            ? "unknown"
            : "ungoverned",
      };
    });
  });
  return { held, unknown };
}

function holdersBy(
  packageIds: readonly string[],
  assignments: (packageId: string) => readonly Assignment[],
): ReadonlySet<string> {
  return new Set(packageIds.flatMap((id) => assignments(id).map(({ principalId }) => principalId)));
}
