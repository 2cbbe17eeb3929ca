/** As what somebody is eligible for a group, or scheduled to be in it; `unknown` where it is nothing that sodscan has heard of. */
export type PrivilegeKind = "member" | "owner" | "unknown";

/** By `accessId` (https://learn.microsoft.com/graph/api/resources/privilegedaccessgroupeligibilityscheduleinstance). */
export function privilegeKindOf(accessId: string): PrivilegeKind {
  const kind = accessId.toLowerCase();
  return kind === "member" || kind === "owner" ? kind : "unknown";
}
