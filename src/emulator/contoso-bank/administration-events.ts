import { daysBefore } from "../builder/dated.ts";
import { isActive } from "../tenant/assignment-window.ts";
import type { User } from "../tenant/directory.ts";
import { resourceRolesOf } from "../tenant/resource-roles.ts";
import { definitionsIn, directoryRoles } from "../tenant/role-definitions.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import { appTarget, type AuditEvent, byUser, groupTarget, target, userTarget } from "./audit-event.ts";

/** People who were put into the group of a payment package by hand, past entitlement management. */
export function outOfBandEvents(
  engineer: User,
  { tenant, groups, users }: TenantIndex,
  now: Date,
): readonly AuditEvent[] {
  const payments = tenant.accessPackages.filter(({ displayName }) => displayName.startsWith("Vendor Payment"));
  return payments.flatMap((accessPackage) => {
    const held = tenant.assignments.filter((one) => one.accessPackageId === accessPackage.id && isActive(one, now));
    const holders = new Set(held.map(({ target: { objectId } }) => objectId));
    const given = resourceRolesOf(accessPackage).flatMap((role) =>
      role.kind === "members" ? (groups.get(role.groupId) ?? []) : [],
    );

    return given.flatMap((group) =>
      group.members
        .flatMap((id) => (holders.has(id) ? [] : (users.get(id) ?? [])))
        .map(
          (user, nth): AuditEvent => ({
            category: "GroupManagement",
            loggedByService: "Core Directory",
            activity: "Add member to group",
            operationType: "Assign",
            at: daysBefore(now, 3 + nth * 4),
            by: byUser(engineer),
            targets: [userTarget(user), groupTarget(group)],
          }),
        ),
    );
  });
}

/** Eligible administrators at work: every day one of them activates a role. */
export function activationEvents({ tenant, users }: TenantIndex, now: Date): readonly AuditEvent[] {
  const { directoryRoleEligibilities: eligibilities } = tenant;
  return Array.from({ length: 29 }, (_, nth) => nth).flatMap((nth) => {
    const eligibility = eligibilities[nth % eligibilities.length];
    const user = users.get(eligibility?.principalId ?? "");
    const role = definitionsIn(directoryRoles).find(({ id }) => id === eligibility?.roleDefinitionId);
    if (user === undefined || role === undefined) return [];
    const about = {
      category: "RoleManagement",
      loggedByService: "PIM",
      by: byUser(user),
      operationType: "Assign",
    } as const;
    const targets = [target("Role", role.id, role.displayName), userTarget(user)];
    return [
      {
        ...about,
        activity: "Add member to role requested (PIM activation)",
        at: daysBefore(now, nth + 0.6),
        targets,
      },
      {
        ...about,
        activity: "Add member to role completed (PIM activation)",
        at: daysBefore(now, nth + 0.59),
        targets,
      },
    ];
  });
}

/** How applications came by their permissions. */
export function consentEvents(
  administrator: User,
  { tenant, servicePrincipals }: TenantIndex,
  now: Date,
): readonly AuditEvent[] {
  return tenant.appRoleAssignments.flatMap(({ principalId, resourceId, appRoleId }, nth) => {
    const [app, resource] = [servicePrincipals.get(principalId), servicePrincipals.get(resourceId)];
    if (app === undefined || resource === undefined) return [];
    const role = resource.appRoles.find(({ id }) => id === appRoleId);
    return [
      {
        category: "ApplicationManagement",
        loggedByService: "Core Directory",
        activity: "Add app role assignment to service principal",
        operationType: "Assign",
        at: daysBefore(now, 10 + (nth % 15)),
        by: byUser(administrator),
        targets: [appTarget(resource, role), appTarget(app)],
      } as const,
    ];
  });
}

/** Reviews as they were held. */
export function reviewEvents({ tenant, users }: TenantIndex): readonly AuditEvent[] {
  const about = { category: "PolicyManagement", loggedByService: "Access Reviews", operationType: "Update" } as const;
  return tenant.accessReviews.flatMap(({ id, displayName, instances }) =>
    instances.flatMap(({ decisions }) =>
      decisions.flatMap(({ decision, reviewedBy, reviewedDateTime, principal }): readonly AuditEvent[] => {
        const reviewer = users.get(reviewedBy.id);
        const reviewed = users.get(principal.id);
        if (reviewer === undefined || reviewed === undefined || reviewedDateTime === null) return [];
        const activity = decision === "Deny" ? "Deny decision" : "Approve decision";
        const targets = [target("Access Review", id, displayName), userTarget(reviewed)];
        return [{ ...about, activity, at: new Date(reviewedDateTime), by: byUser(reviewer), targets }];
      }),
    ),
  );
}
