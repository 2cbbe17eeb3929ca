import type { AppRole, Group, ServicePrincipal, User } from "../tenant/directory.ts";
import type { AuditInitiator, AuditTarget, DirectoryAudit } from "../tenant/directory-audit.ts";
import type { AccessPackage } from "../tenant/governance.ts";
import { objectId } from "../tenant/object-id.ts";

/** Something that happened, before it has an id. */
export type AuditEvent = Pick<DirectoryAudit, "category" | "loggedByService" | "operationType"> & {
  readonly activity: string;
  readonly at: Date;
  readonly by: AuditInitiator;
  readonly targets: readonly AuditTarget[];
  readonly reason?: string;
};

export function auditOf({ activity, at, by, targets, reason = "", ...rest }: AuditEvent, nth: number): DirectoryAudit {
  const key = JSON.stringify([activity, nth]);
  return {
    ...rest,
    id: `Directory_${objectId(activity, "audit", key)}`,
    correlationId: objectId(activity, "correlation", key),
    result: "success",
    resultReason: reason,
    activityDisplayName: activity,
    activityDateTime: at.toISOString(),
    initiatedBy: by,
    targetResources: targets,
    additionalDetails: [],
  };
}

export function byUser({ id, displayName, userPrincipalName }: User): AuditInitiator {
  return { user: { id, displayName, userPrincipalName, ipAddress: "203.0.113.17" }, app: null };
}

/** One of Entra's own services, under the name it signs its deeds with. */
export function byService(displayName: string): AuditInitiator {
  const servicePrincipalId = objectId("microsoft", "servicePrincipal", displayName);
  return { user: null, app: { appId: null, displayName, servicePrincipalId, servicePrincipalName: null } };
}

/** What puts the holders of packages into groups. */
export const userManagement = byService("Azure AD Identity Governance - User Management");

export function userTarget({ id, displayName, userPrincipalName }: User): AuditTarget {
  return { ...target("User", id, displayName), userPrincipalName };
}

export function groupTarget({ id, displayName, groupTypes }: Group): AuditTarget {
  return {
    ...target("Group", id, displayName),
    groupType: groupTypes.includes("Unified") ? "unifiedGroups" : "azureAD",
    modifiedProperties: [{ displayName: "Group.DisplayName", oldValue: null, newValue: JSON.stringify(displayName) }],
  };
}

export function packageTarget({ id, displayName }: AccessPackage): AuditTarget {
  return target("AccessPackage", id, displayName);
}

export function appTarget({ id, displayName }: ServicePrincipal, role?: AppRole): AuditTarget {
  const newValue = role === undefined ? null : JSON.stringify(role.value);
  return {
    ...target("ServicePrincipal", id, displayName),
    modifiedProperties: newValue === null ? [] : [{ displayName: "AppRole.Value", oldValue: null, newValue }],
  };
}

export function target(type: string, id: string, displayName: string | null): AuditTarget {
  return { id, displayName, type, userPrincipalName: null, groupType: null, modifiedProperties: [] };
}
