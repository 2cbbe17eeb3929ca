import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import { effectiveGrantsOf } from "../../access/effective-grants.ts";
import { isApplicable } from "../../conflicts/conflict.ts";
import { type LegacyGroup, legacyGroupsOf } from "../../conflicts/legacy-groups.ts";
import type { ObjectRef } from "../../domain/access.ts";
import type { LegacyPathFact, LegacyPathFacts } from "../../rule-kit/facts/power-facts.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { FactSources } from "./sources.ts";

/** Groups of which a package grants anything, be it in a way that cannot be told, are no legacy. */
export function legacyPathFacts({ snapshot, model, bound }: FactSources): LegacyPathFacts {
  const granted = new Set<string>();
  for (const { scopeOriginId } of snapshot.columns("resourceRoleScopes", ["scopeOriginId"])) granted.add(scopeOriginId);
  const conflicts = bound.map(({ conflict }) => conflict).filter((conflict) => isApplicable(conflict));
  const found = conflicts.flatMap((conflict) => legacyGroupsOf(conflict, model, (id) => !granted.has(id)));
  const byGroup = Map.groupBy(found, ({ group }) => group.id);
  const points = [...byGroup.values()].map((same) => widest(same.map(({ group }) => group)));
  const { ungoverned } = effectiveGrantsOf(model, new Date(snapshot.run.startedAt), points);
  const holders = Map.groupBy(ungoverned, ({ accessPoint }) => accessPoint.id);
  const refuses = refusalsIn(snapshot, model);
  const packageOf = packagesIn(snapshot);
  return {
    paths: points.map((point): LegacyPathFact => {
      const same = byGroup.get(point.id) ?? [];
      const members = holders.get(point.id) ?? [];
      const certain = members.filter(({ isCertain }) => isCertain);
      const [example] = certain;
      return {
        group: model.groups.ref(point.id),
        duties: dutiesOf(same, packageOf),
        members: { certain: certain.length, possible: members.length },
        example:
          example === undefined ? null : model.principals.at(model.principals.numberOf(example.principalId) ?? -1),
        opposite: [...new Set(same.flatMap(({ opposite }) => opposite))]
          .sort()
          .map((id) => ({ accessPackage: packageOf(id), refuses: refuses(id, point.id) })),
        blind: model.sources(point).blind,
      };
    }),
    unknown: conflicts.flatMap(({ duties }) => duties.flatMap(({ problems }) => problems)),
  };
}

/** A group that counts with those nested in it in one duty, and without in another, counts with them. */
function widest(points: readonly HeldPoint[]): HeldPoint {
  const [first] = points;
  const found = points.find(({ reach }) => reach === "transitive") ?? first;
  if (found === undefined) throw new RangeError("no group of none");
  return found;
}

function dutiesOf(same: readonly LegacyGroup[], packageOf: (id: string) => ObjectRef): LegacyPathFact["duties"] {
  const byDuty = Map.groupBy(same, ({ duty }) => duty.id);
  return [...byDuty.values()].flatMap(([first]) =>
    first === undefined ? [] : [{ title: first.duty.title, packages: first.packages.map(packageOf) }],
  );
}

/** Whether a declaration keeps a group's members from a package. Whether it reaches those of nested groups is not documented. */
function refusalsIn(
  snapshot: Snapshot,
  { groups }: AccessModel,
): (packageId: string, groupId: string) => boolean | null {
  const declared = new Map<string, string[]>();
  for (const { accessPackageId, groupId } of snapshot.columns("incompatibleGroups", ["accessPackageId", "groupId"])) {
    const known = declared.get(accessPackageId) ?? [];
    declared.set(accessPackageId, known);
    known.push(groupId);
  }
  return (packageId, groupId) => {
    const refused = declared.get(packageId) ?? [];
    if (refused.includes(groupId)) return true;
    return refused.some((id) => groups.below(id).includes(groupId)) ? null : false;
  };
}

function packagesIn(snapshot: Snapshot): (id: string) => ObjectRef {
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"]))
    names.set(id, displayName);
  return (id) => ({ kind: "accessPackage", id, name: names.get(id) ?? id });
}
