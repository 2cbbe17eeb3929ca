import type { AccessPoint } from "../domain/access.ts";
import { resourceKindOf, untoldGrant } from "../domain/resource-kind.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { HeldPoint } from "./held-point.ts";
import { appRolePointId } from "./app-roles.ts";
import type { GroupGraph } from "./group-graph.ts";
import { ownershipPointId } from "./group-ownerships.ts";

/** What packages grant to those they are assigned to, be it the right to activate it. */
export type PackageGrants = {
  readonly grantedBy: (packageId: string) => readonly AccessPoint[];
  readonly packagesGranting: (point: Pick<AccessPoint, "kind" | "id">) => readonly string[];
  /** Packages whose holders have the access point by them, be it through groups that the package's own groups stand in. */
  readonly packagesImplying: (point: HeldPoint) => readonly string[];
  /** Every access point that some package grants. */
  readonly governed: readonly AccessPoint[];
  /** Of which roles that packages grant it cannot be told what they are: they may be any of these. */
  readonly unknown: readonly string[];
};

export function packageGrantsOf(
  snapshot: Snapshot,
  groups: GroupGraph,
  groupsHolding: (point: HeldPoint) => readonly string[],
): PackageGrants {
  const applications = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("servicePrincipals", ["id", "displayName"]))
    applications.set(id, displayName);
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"]))
    names.set(id, displayName);
  const unknown: string[] = [];
  const grants = [...snapshot.rows("resourceRoleScopes")].flatMap((scope) => {
    const { accessPackageId: packageId } = scope;
    const point = pointOf(scope, groups, applications);
    if (point === "unknown")
      unknown.push(untoldGrant(names.get(packageId) ?? packageId, groups.ref(scope.scopeOriginId).name, scope));
    return point === null || point === "unknown" ? [] : [{ packageId, point }];
  });
  const byPackage = Map.groupBy(grants, ({ packageId }) => packageId);
  const byPoint = Map.groupBy(grants, ({ point }) => keyOf(point));

  const granting = (point: Pick<AccessPoint, "kind" | "id">): readonly string[] =>
    [...new Set((byPoint.get(keyOf(point)) ?? []).map(({ packageId }) => packageId))].sort();
  const grantingGroups = (groupIds: readonly string[]): readonly string[] =>
    groupIds.flatMap((id) => granting({ kind: "group", id }));

  return {
    grantedBy: (packageId) => (byPackage.get(packageId) ?? []).map(({ point }) => point),
    packagesGranting: granting,
    packagesImplying: (point) => {
      const through = groupsHolding(point);
      return [...new Set([...granting(point), ...grantingGroups(through)])].sort();
    },
    governed: [...byPoint.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, [first]]) => (first === undefined ? [] : [first.point])),
    unknown: unknown.sort(),
  };
}

function keyOf({ kind, id }: Pick<AccessPoint, "kind" | "id">): string {
  return `${kind} ${id}`;
}

/**
 * The access point behind a resource role scope: `Member_<group>` or `Owner_<group>` of AadGroup, or the right to activate
 * it with `Eligible` before it; an app role of AadApplication (its scope is the service principal); a role of a
 * SharePointOnline site; `Active` or `Eligible` of DirectoryRole (its scope is the role)
 * (https://learn.microsoft.com/graph/api/accesspackage-post-resourcerolescopes,
 * https://learn.microsoft.com/entra/id-governance/entitlement-management-roles).
 */
function pointOf(
  { originSystem, roleOriginId, roleName, scopeOriginId, scopeName }: Row<"resourceRoleScopes">,
  groups: GroupGraph,
  applications: ReadonlyMap<string, string>,
): AccessPoint | "unknown" | null {
  const resource = resourceKindOf(originSystem);
  switch (resource) {
    case "group": {
      const { id, name } = groups.ref(scopeOriginId);
      if (/^(?:Eligible)?Member_/u.test(roleOriginId)) return { kind: "group", id, name };
      return /^(?:Eligible)?Owner_/u.test(roleOriginId)
        ? { kind: "groupOwnership", id: ownershipPointId(id), name: `${name} / ${roleName}` }
        : "unknown";
    }
    case "servicePrincipal": {
      const application = applications.get(scopeOriginId) ?? scopeOriginId;
      return { kind: "appRole", id: appRolePointId(scopeOriginId, roleOriginId), name: `${application} / ${roleName}` };
    }
    case "site":
      return { kind: "site", id: sitePointId(scopeOriginId, roleName), name: `${scopeOriginId} / ${roleName}` };
    case "directoryRole":
      return { kind: "directoryRole", id: scopeOriginId, name: scopeName };
    case "elsewhere":
      return null;
    case "unknown":
      return resource;
  }
}

export function sitePointId(url: string, role: string): string {
  return `${url}/${role}`;
}
