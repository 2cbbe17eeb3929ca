import type { AccessModel } from "../access-model.ts";

/** Whether owners can put members in: not where a rule or the directory on premises does. */
export function isAssigned(groupId: string, { groups }: AccessModel): boolean {
  const row = groups.row(groupId);
  const isDynamic = row?.groupTypes.some((type) => type.toLowerCase() === "dynamicmembership") ?? false;
  return !isDynamic && row?.onPremisesSyncEnabled !== true;
}

/**
 * Whether administrators of groups can put members in, be it by the rule: not where the directory on premises does, nor into
 * role-assignable groups (https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept).
 */
export function isAdministered(groupId: string, { groups }: AccessModel): boolean {
  const row = groups.row(groupId);
  return row !== undefined && row.onPremisesSyncEnabled !== true && row.isAssignableToRole !== true;
}

export function isMicrosoft365(groupId: string, { groups }: AccessModel): boolean {
  return groups.row(groupId)?.groupTypes.some((type) => type.toLowerCase() === "unified") ?? false;
}
