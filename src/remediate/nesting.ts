import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import { appRolePointId } from "../access/app-roles.ts";
import type { ObjectRef } from "../domain/access.ts";

/** The group is named by the duty itself, or carries an app role that is: to leave it is what dropping the duty means. */
export function isOfDuty(groupId: string, points: readonly HeldPoint[], { appRoles }: AccessModel): boolean {
  const assigned = points.flatMap(({ id }) => appRoles.assigned(id));
  return points.some(({ id }) => id === groupId) || assigned.some(({ principalId }) => principalId === groupId);
}

/** What a group gives its members besides the duty: groups it stands in that do not lead there, and app roles of its own. */
export function givesBesides(groupId: string, points: readonly HeldPoint[], model: AccessModel): readonly ObjectRef[] {
  const { groups, appRoles } = model;
  const targets = points.filter(({ kind }) => kind === "group").map(({ id }) => id);
  const onTheWay = new Set(targets.flatMap((id) => groups.below(id)));
  const otherGroups = [...above(groupId, groups.parents)].filter(
    (id) => id !== groupId && !onTheWay.has(id) && !standsOver(targets, id, model),
  );
  const dutyRoles = new Set(points.map(({ id }) => id));
  const otherRoles = appRoles
    .assignedTo(groupId)
    .filter(({ resourceId, appRoleId }) => !dutyRoles.has(appRolePointId(resourceId, appRoleId)))
    .map(({ resourceId, appRoleId }) => roleOf(resourceId, appRoleId, model));
  return [...otherGroups.map(groups.ref), ...otherRoles];
}

/** What a package gives besides the duty: what it grants, and what the groups among that give in turn. */
export function goesWith(packageId: string, points: readonly HeldPoint[], model: AccessModel): readonly ObjectRef[] {
  const ofDuty = new Set(points.map(({ id }) => id));
  const granted = model.grants.grantedBy(packageId);
  const groups = granted.filter(({ kind }) => kind === "group");
  const all = [
    ...granted.filter(({ id }) => !ofDuty.has(id)),
    ...groups.flatMap(({ id }) => givesBesides(id, points, model)),
  ];
  return [...new Map(all.map((one) => [`${one.kind} ${one.id}`, one])).values()];
}

/** A group above a target is reached by everyone in the target anyway. */
function standsOver(targets: readonly string[], groupId: string, { groups }: AccessModel): boolean {
  const below = new Set(groups.below(groupId));
  return targets.some((target) => below.has(target));
}

function above(groupId: string, parents: (id: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set([groupId]);
  for (const current of reached) for (const parent of parents(current)) reached.add(parent);
  return reached;
}

function roleOf(resourceId: string, appRoleId: string, { appRoles }: AccessModel): ObjectRef {
  const application = appRoles.servicePrincipals.find(({ id }) => id === resourceId);
  const role = application?.appRoles.find(({ id }) => id === appRoleId);
  return {
    kind: "appRole",
    id: appRolePointId(resourceId, appRoleId),
    name: `${application?.displayName ?? resourceId} / ${role?.value ?? "default access"}`,
  };
}
