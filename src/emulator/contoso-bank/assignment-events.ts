import type { User } from "../tenant/directory.ts";
import type { AuditInitiator } from "../tenant/directory-audit.ts";
import type { AccessPackage, Assignment, AssignmentRequest } from "../tenant/governance.ts";
import { resourceRolesOf } from "../tenant/resource-roles.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import {
  type AuditEvent,
  byService,
  byUser,
  groupTarget,
  packageTarget,
  target,
  userManagement,
  userTarget,
} from "./audit-event.ts";

const service = byService("Azure AD Identity Governance - Entitlement Management");
const entitlement = { category: "EntitlementManagement", loggedByService: "Entitlement Management" } as const;

/** One step of a request, so many hours after it was made. */
type Step = {
  readonly activity: string;
  readonly operationType: AuditEvent["operationType"];
  readonly by: AuditInitiator;
  readonly hours: number;
};

/** What a request leaves in the log on its way: asked for, agreed to, fulfilled, and the groups that come with it. */
export function requestEvents(
  request: AssignmentRequest,
  administrator: User,
  index: TenantIndex,
): readonly AuditEvent[] {
  const accessPackage = index.accessPackages.get(request.accessPackageId);
  const user = index.users.get(request.requestor?.objectId ?? "");
  if (accessPackage === undefined || user === undefined) return [];

  const created = new Date(request.createdDateTime);
  const about = target("AccessPackageAssignmentRequest", request.id, null);
  const targets = [packageTarget(accessPackage), userTarget(user), about];
  const steps = [asked(request, user, administrator), ...decided(request, administrator, index), ...fulfilled(request)];
  return [
    ...steps.map(({ hours, ...step }) => ({ ...entitlement, ...step, at: hoursAfter(created, hours), targets })),
    ...(fulfilled(request).length > 0 ? groupEvents("Add", user, accessPackage, hoursAfter(created, 7), index) : []),
  ];
}

/** What the end of an assignment leaves in the log. */
export function expiryEvents(assignment: Assignment, index: TenantIndex): readonly AuditEvent[] {
  const accessPackage = index.accessPackages.get(assignment.accessPackageId);
  const user = index.users.get(assignment.target.objectId ?? "");
  if (accessPackage === undefined || user === undefined || assignment.expiredDateTime === null) return [];

  const at = new Date(assignment.expiredDateTime);
  const removed: AuditEvent = {
    ...entitlement,
    activity: "Entitlement Management removes access package assignment request for user",
    operationType: "Delete",
    at,
    by: service,
    targets: [packageTarget(accessPackage), userTarget(user), target("AccessPackageAssignment", assignment.id, null)],
  };
  return [removed, ...groupEvents("Remove", user, accessPackage, hoursAfter(at, 1), index)];
}

function asked({ requestType }: AssignmentRequest, user: User, administrator: User): Step {
  const how = { operationType: "Add", hours: 0 } as const;
  switch (requestType.toLowerCase()) {
    case "adminadd":
      return { ...how, activity: "Administrator directly assigns user to access package", by: byUser(administrator) };
    case "systemadd":
      return {
        ...how,
        activity: "Entitlement Management creates access package assignment request for user",
        by: service,
      };
    default:
      return { ...how, activity: "User requests access package assignment", by: byUser(user) };
  }
}

function decided(request: AssignmentRequest, administrator: User, index: TenantIndex): readonly Step[] {
  const isByUser = ["useradd", "onbehalfadd"].includes(request.requestType.toLowerCase());
  if (!isByUser || request.state === "pendingApproval") return [];

  const approver = approverOf(request, index);
  const how = { operationType: "Update", hours: 4 } as const;
  if (request.state === "denied") {
    const by = byUser(approver ?? administrator);
    return [{ ...how, activity: "Deny access package assignment request", by }];
  }
  if (approver === null) return [{ ...how, activity: "Auto approve access package assignment request", by: service }];
  return [{ ...how, activity: "Approve access package assignment request", by: byUser(approver) }];
}

function fulfilled({ state }: AssignmentRequest): readonly Step[] {
  if (state.toLowerCase() !== "delivered") return [];
  return [{ activity: "Fulfill access package assignment request", operationType: "Update", by: service, hours: 6 }];
}

/** The person named by the policy, or else the manager; null where nobody has to agree. */
function approverOf(request: AssignmentRequest, { tenant, users, assignments }: TenantIndex): User | null {
  const policyId = assignments.get(request.assignmentId ?? "")?.policyId;
  const policy = tenant.policies.find(({ id, accessPackageId }) =>
    policyId === undefined ? accessPackageId === request.accessPackageId : id === policyId,
  );
  const stages = policy?.requestApprovalSettings.stages ?? [];
  if (stages.length === 0) return null;

  const named = stages.flatMap(({ primaryApprovers }) => primaryApprovers).find((approver) => "userId" in approver);
  const managerId = users.get(request.requestor?.objectId ?? "")?.managerId;
  return users.get(String(named?.["userId"] ?? managerId ?? "")) ?? null;
}

const groupChanges = {
  Add: { activity: "Add member to group", operationType: "Assign" },
  Remove: { activity: "Remove member from group", operationType: "Unassign" },
} as const;

function groupEvents(
  change: keyof typeof groupChanges,
  user: User,
  accessPackage: AccessPackage,
  at: Date,
  { groups }: TenantIndex,
): readonly AuditEvent[] {
  return resourceRolesOf(accessPackage).flatMap((role) => {
    const group = role.kind === "members" ? groups.get(role.groupId) : undefined;
    if (group === undefined) return [];
    const targets = [userTarget(user), groupTarget(group)];
    const where = { category: "GroupManagement", loggedByService: "Core Directory" } as const;
    return [{ ...where, ...groupChanges[change], at, by: userManagement, targets }];
  });
}

function hoursAfter(date: Date, hours: number): Date {
  return new Date(date.getTime() + hours * 3_600_000);
}
