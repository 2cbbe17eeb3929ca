import { createHash } from "node:crypto";
import type { Tenant } from "../tenant.ts";
import type { AppRoleAssignment, Group } from "./directory.ts";
import type { AccessPackage, ResourceRoleScope } from "./governance.ts";

/** Something a package puts a principal into or takes them out of. Site roles leave no trace in the directory. */
export type ResourceRole =
  | { readonly kind: "members" | "owners"; readonly groupId: string }
  | { readonly kind: "appRole"; readonly resourceId: string; readonly appRoleId: string };

/** One principal's role, wanted or no longer wanted. */
export type RoleHolding = { readonly principalId: string; readonly role: ResourceRole };

export function resourceRolesOf({ resourceRoleScopes }: AccessPackage): readonly ResourceRole[] {
  return resourceRoleScopes.flatMap(resourceRoleOf);
}

export function sameRole(a: ResourceRole, b: ResourceRole): boolean {
  if (a.kind === "appRole") return b.kind === "appRole" && a.appRoleId === b.appRoleId && a.resourceId === b.resourceId;
  return b.kind === a.kind && a.groupId === b.groupId;
}

/** The tenant with every holding in place; what is held already is left as it is. Dynamic groups take nobody in. */
export function grant(tenant: Tenant, holdings: readonly RoleHolding[], now: Date): Tenant {
  const byGroup = Map.groupBy(holdings, ({ role }) => (role.kind === "appRole" ? null : role.groupId));
  return {
    ...tenant,
    groups: tenant.groups.map((group) => withPeople(group, byGroup.get(group.id) ?? [])),
    appRoleAssignments: [...tenant.appRoleAssignments, ...newAppRoleAssignments(tenant, holdings, now)],
  };
}

/** The tenant without any of the holdings, however they came about. */
export function revoke(tenant: Tenant, holdings: readonly RoleHolding[]): Tenant {
  const ended = (principalId: string, role: ResourceRole): boolean =>
    holdings.some((holding) => holding.principalId === principalId && sameRole(holding.role, role));

  return {
    ...tenant,
    groups: tenant.groups.map((group) => ({
      ...group,
      members: group.members.filter((id) => !ended(id, { kind: "members", groupId: group.id })),
      owners: group.owners.filter((id) => !ended(id, { kind: "owners", groupId: group.id })),
    })),
    appRoleAssignments: tenant.appRoleAssignments.filter(
      ({ principalId, resourceId, appRoleId }) => !ended(principalId, { kind: "appRole", resourceId, appRoleId }),
    ),
  };
}

/** Opaque, as Graph's are, and the same for the same three ends. */
export function appRoleAssignmentId(resourceId: string, appRoleId: string, principalId: string): string {
  return createHash("sha256").update(`${resourceId}/${appRoleId}/${principalId}`).digest("base64url");
}

function resourceRoleOf({ originSystem, roleOriginId, scopeOriginId }: ResourceRoleScope): readonly ResourceRole[] {
  if (originSystem === "SharePointOnline") return [];
  if (originSystem === "AadApplication") {
    return [{ kind: "appRole", resourceId: scopeOriginId, appRoleId: roleOriginId }];
  }
  return [{ kind: roleOriginId.startsWith("Owner_") ? "owners" : "members", groupId: scopeOriginId }];
}

function withPeople(group: Group, joining: readonly RoleHolding[]): Group {
  if (joining.length === 0 || group.groupTypes.includes("DynamicMembership")) return group;

  const as = (kind: "members" | "owners"): readonly string[] =>
    joining.flatMap(({ principalId, role }) => (role.kind === kind ? [principalId] : []));
  return {
    ...group,
    members: [...new Set([...group.members, ...as("members")])],
    owners: [...new Set([...group.owners, ...as("owners")])],
  };
}

function newAppRoleAssignments(
  tenant: Tenant,
  holdings: readonly RoleHolding[],
  now: Date,
): readonly AppRoleAssignment[] {
  const held = new Set(tenant.appRoleAssignments.map(({ id }) => id));
  const users = new Set(tenant.users.map(({ id }) => id));

  return holdings.flatMap(({ principalId, role }) => {
    if (role.kind !== "appRole") return [];
    const id = appRoleAssignmentId(role.resourceId, role.appRoleId, principalId);
    if (held.has(id)) return [];

    held.add(id);
    const { resourceId, appRoleId } = role;
    const principalType = users.has(principalId) ? "User" : "ServicePrincipal";
    return [{ id, appRoleId, createdDateTime: now.toISOString(), principalId, principalType, resourceId }];
  });
}
