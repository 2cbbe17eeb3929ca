import type { AccessPoint } from "../../domain/access.ts";
import type { AccessModel } from "../access-model.ts";

export function pointKey({ kind, id }: Pick<AccessPoint, "kind" | "id">): string {
  return `${kind} ${id}`;
}

/** Keys of the packages, groups and app roles that a principal has, and may be others: a superset to look closer at. */
export function whatIsHeld(principalId: string, { packages, groups, appRoles }: AccessModel): ReadonlySet<string> {
  const joined = groups.joined(principalId).map(({ groupId }) => groupId);
  const above = new Set(joined);
  for (const groupId of above) for (const parent of groups.parents(groupId)) above.add(parent);
  const assigned = [principalId, ...joined].flatMap((id) => appRoles.assignedTo(id));
  return new Set([
    ...packages.activeOf(principalId).map(({ accessPackageId: id }) => pointKey({ kind: "accessPackage", id })),
    ...[...above].map((id) => pointKey({ kind: "group", id })),
    ...assigned.map(({ resourceId, appRoleId }) => pointKey({ kind: "appRole", id: `${resourceId}/${appRoleId}` })),
  ]);
}
