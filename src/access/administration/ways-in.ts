import type { AccessPoint } from "../../domain/access.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccessModel, HeldPoint } from "../access-model.ts";
import { isAdministered, isAssigned, isMicrosoft365 } from "./group-editing.ts";
import type { Scope } from "./power.ts";

/** By what an administrator can give an access point, if by anything. */
export type WaysIn = {
  /** Whether a scope takes in something that gives the access point. */
  readonly isWithin: (scope: Scope) => boolean;
};

/** Everything an access point can be given by, worked out once for each. */
export function waysInOf(snapshot: Snapshot, model: AccessModel): (point: HeldPoint) => WaysIn {
  const catalogs = new Map<string, string | null>();
  for (const { id, catalogId } of snapshot.columns("accessPackages", ["id", "catalogId"])) catalogs.set(id, catalogId);
  const known = new Map<string, WaysIn>();
  return (point) => {
    const key = `${point.kind} ${point.id} ${point.reach}`;
    const ways = known.get(key) ?? waysIn(point, model, catalogs);
    known.set(key, ways);
    return ways;
  };
}

function waysIn(point: HeldPoint, model: AccessModel, catalogOf: ReadonlyMap<string, string | null>): WaysIn {
  const groups = new Set(groupsGiving(point, model));
  const byOwners = new Set([...groups].filter((id) => isAssigned(id, model)));
  const byAdministrators = [...groups].filter((id) => isAdministered(id, model));
  const packages = point.kind === "accessPackage" ? [point.id] : model.grants.packagesImplying(point);
  const catalogs = new Set(packages.map((id) => catalogOf.get(id) ?? null));
  const application = point.kind === "appRole" ? (point.id.split("/")[0] ?? "") : null;
  return {
    isWithin: (scope) => {
      switch (scope.kind) {
        case "everything":
          return true;
        case "groups":
          return byAdministrators.length > 0;
        case "microsoft365Groups":
          return byAdministrators.some((id) => isMicrosoft365(id, model));
        case "group":
          return byOwners.has(scope.id);
        case "appRoles":
        case "applications":
          return application !== null;
        case "application":
          return application === scope.id;
        case "packages":
          return packages.length > 0;
        case "catalog":
          return catalogs.has(scope.id);
      }
    },
  };
}

/** Groups whose members have the access point. */
function groupsGiving(
  { kind, id, reach }: AccessPoint & Pick<HeldPoint, "reach">,
  model: AccessModel,
): readonly string[] {
  if (kind === "group") return reach === "direct" ? [id] : model.groups.below(id);
  return kind === "appRole" ? model.appRoles.groups(id) : [];
}
