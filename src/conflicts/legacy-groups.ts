import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import { type BoundDuty, type Conflict, dutiesBySide, pointsKeptApart } from "./conflict.ts";
import { packagesGivingDuty } from "./duty.ts";

/** A group that gives a duty of a conflict, with the packages that do the same, and those that give another side. */
export type LegacyGroup = {
  readonly group: HeldPoint;
  readonly duty: BoundDuty;
  readonly packages: readonly string[];
  /** None where the tenant could not declare the sides incompatible. */
  readonly opposite: readonly string[];
};

/**
 * The groups by which people come to a side of a conflict, `isLegacy` deciding which count. A group gives what a package
 * gives where its members have all that the package grants.
 */
export function legacyGroupsOf(
  conflict: Conflict,
  model: AccessModel,
  isLegacy: (groupId: string) => boolean,
): readonly LegacyGroup[] {
  const sides = dutiesBySide(conflict);
  const canDeclare = pointsKeptApart(conflict).length > 0;
  const giving = sides.map((side) => side.flatMap((duty) => packagesGivingDuty(duty, model)));
  return sides.flatMap((side, place) => {
    const own = new Set(giving[place]);
    const others = giving.flatMap((packages, at) => (at === place || !canDeclare ? [] : packages));
    const opposite = [...new Set(others)].filter((id) => !own.has(id));
    return side.flatMap((duty) => {
      const packages = packagesGivingDuty(duty, model);
      return duty.ways.flatMap(([point, ...more]) =>
        point === undefined || more.length > 0
          ? []
          : groupsGiving(point, conflict.source, model)
              .filter(({ id }) => isLegacy(id))
              .map((group) => ({ group, duty, packages, opposite })),
      );
    });
  });
}

function groupsGiving(point: HeldPoint, source: Conflict["source"], model: AccessModel): readonly HeldPoint[] {
  const { groups } = model;
  switch (point.kind) {
    case "group":
      return source === "declared" ? [] : [point];
    case "appRole":
      return model.groupsHolding(point).map((id) => ({ ...groups.ref(id), kind: "group", reach: "direct" }));
    case "accessPackage":
      return groupsHavingAll(point.id, model).map((id) => ({ ...groups.ref(id), kind: "group", reach: "transitive" }));
    default:
      return [];
  }
}

/** Groups whose members have all that a package grants, without those that do by standing in another of these. */
function groupsHavingAll(packageId: string, model: AccessModel): readonly string[] {
  const [first = [], ...others] = model.grants
    .grantedBy(packageId)
    .map((point) => model.groupsHolding({ ...point, reach: "transitive" }));
  const all = first.filter((id) => others.every((list) => list.includes(id)));
  const granted = new Set(model.grants.grantedBy(packageId).map(({ id }) => id));
  return all.filter((id) => !model.groups.parents(id).some((parent) => all.includes(parent) && !granted.has(parent)));
}
