import { daysBefore } from "../builder/dated.ts";
import type { User } from "../tenant/directory.ts";
import type { AuditTarget } from "../tenant/directory-audit.ts";
import type { AccessPackage } from "../tenant/governance.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import { type AuditEvent, byUser, groupTarget, packageTarget } from "./audit-event.ts";

/**
 * How the payment packages came to be declared one way: both directions were, and one was withdrawn. The package that a
 * declaration protects comes first.
 */
export function declarationEvents(administrator: User, index: TenantIndex, now: Date): readonly AuditEvent[] {
  const by = byUser(administrator);
  const event = (kind: keyof typeof activities, daysAgo: number, ...targets: readonly AuditTarget[]): AuditEvent => ({
    category: "EntitlementManagement",
    loggedByService: "Entitlement Management",
    ...activities[kind],
    at: daysBefore(now, daysAgo),
    by,
    targets,
  });

  return approvers(index).flatMap((approver) => {
    const others = approver.incompatibleAccessPackageIds.flatMap((id) => index.accessPackages.get(id) ?? []);
    const groups = approver.incompatibleGroupIds.flatMap((id) => index.groups.get(id) ?? []);
    return [
      ...others.flatMap((other) => [
        event("declare", 21, packageTarget(approver), packageTarget(other)),
        event("declare", 21, packageTarget(other), packageTarget(approver)),
        event("withdraw", 9, packageTarget(other), packageTarget(approver)),
      ]),
      ...groups.map((group) => event("declareGroup", 21, packageTarget(approver), groupTarget(group))),
    ];
  });
}

const activities = {
  declare: { activity: "Create incompatible access package", operationType: "Add" },
  declareGroup: { activity: "Create incompatible group", operationType: "Add" },
  withdraw: { activity: "Delete incompatible access package", operationType: "Delete" },
} as const;

function approvers({ tenant }: TenantIndex): readonly AccessPackage[] {
  return tenant.accessPackages.filter(({ displayName }) => displayName === "Vendor Payment - Approver");
}
