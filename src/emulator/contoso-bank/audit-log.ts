import { daysBefore } from "../builder/dated.ts";
import type { User } from "../tenant/directory.ts";
import type { DirectoryAudit } from "../tenant/directory-audit.ts";
import { directoryRoles } from "../tenant/role-definitions.ts";
import { indexTenant } from "../tenant/tenant-index.ts";
import type { Tenant } from "../tenant.ts";
import { activationEvents, consentEvents, outOfBandEvents, reviewEvents } from "./administration-events.ts";
import { expiryEvents, requestEvents } from "./assignment-events.ts";
import { auditOf } from "./audit-event.ts";
import { auditStoryEvents, isUnlogged } from "./audit-story.ts";
import { declarationEvents } from "./declaration-events.ts";
import { lendingEvents } from "./lending.ts";

/** For as long as Entra keeps its audit log (https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention). */
const retention = 30;

/** The bank's last thirty days as its directory logged them, newest first: what requests, assignments and reviews tell. */
export function auditLogOf(tenant: Tenant, now: Date): readonly DirectoryAudit[] {
  const index = indexTenant(tenant);
  const administrator = holderOf("Identity Governance Administrator", tenant);
  const begin = daysBefore(now, retention);

  return [
    ...tenant.assignmentRequests.flatMap((request) =>
      isUnlogged(request, index, now) ? [] : requestEvents(request, administrator, index),
    ),
    ...tenant.assignments.flatMap((assignment) => expiryEvents(assignment, index)),
    ...declarationEvents(administrator, index, now),
    ...lendingEvents(administrator, index, now),
    ...outOfBandEvents(holderOf("Application Administrator", tenant), index, now),
    ...activationEvents(index, now),
    ...consentEvents(holderOf("Global Administrator", tenant), index, now),
    ...reviewEvents(index),
    ...auditStoryEvents(index, now),
  ]
    .filter(({ at }) => begin <= at && at <= now)
    .map(auditOf)
    .sort((a, b) => (a.activityDateTime > b.activityDateTime ? -1 : 1));
}

function holderOf(role: keyof typeof directoryRoles, { users, directoryRoleAssignments }: Tenant): User {
  const { id } = directoryRoles[role];
  const holders = directoryRoleAssignments.filter(({ roleDefinitionId }) => roleDefinitionId === id);
  const user = users.find((one) => holders.some(({ principalId }) => principalId === one.id));
  if (user === undefined) throw new Error(`nobody is ${role}`);
  return user;
}
