import { badRequest } from "../odata/graph-fault.ts";
import { isActive } from "../tenant/assignment-window.ts";
import type { Assignment } from "../tenant/governance.ts";
import { type ResourceRole, resourceRolesOf, revoke, sameRole } from "../tenant/resource-roles.ts";
import type { Tenant } from "../tenant.ts";
import { textAt } from "./change.ts";
import type { PlannedRequest } from "./planned-request.ts";
import type { Reading } from "./resource.ts";

/** Removing an assignment by its id. Refused where it is unknown, over, or already being removed. */
export function plannedRemoval(
  body: Readonly<Record<string, unknown>>,
  { tenant, assignments }: Reading,
): PlannedRequest {
  const assignmentId = textAt(body, "assignment", "id");
  const assignment = assignments.get(assignmentId);
  if (assignment === undefined) throw badRequest(`There is no assignment '${assignmentId}'.`);
  if (assignment.state.toLowerCase() === "expired") throw badRequest(`The assignment '${assignmentId}' has expired.`);

  const isOpen = tenant.assignmentRequests.some(
    (request) => request.assignmentId === assignmentId && request.state === "submitted",
  );
  if (isOpen) throw badRequest(`A request for the assignment '${assignmentId}' is already open.`);

  const { accessPackageId, target, schedule } = assignment;
  return {
    request: { requestType: "adminRemove", accessPackageId, assignmentId, requestor: target, schedule },
    submit: (current) => current,
    deliver: (current, now) => withoutAssignment(current, assignment, now),
  };
}

/**
 * Ends the assignment and takes its target out of what the package gives, even where they were in before, unless
 * another active assignment of theirs gives the same.
 * https://learn.microsoft.com/entra/id-governance/entitlement-management-access-package-resources
 */
function withoutAssignment(tenant: Tenant, ended: Assignment, now: Date): Tenant {
  const assignments = tenant.assignments.map((assignment) =>
    assignment.id === ended.id ? expired(assignment, now) : assignment,
  );
  const principalId = ended.target.objectId;
  if (principalId === null) return { ...tenant, assignments };

  const kept = rolesGivenTo(ended.target.id, { ...tenant, assignments }, now);
  const lost = rolesOfPackage(ended.accessPackageId, tenant).filter(
    (role) => !kept.some((other) => sameRole(role, other)),
  );
  const rest = revoke(
    tenant,
    lost.map((role) => ({ principalId, role })),
  );
  return { ...rest, assignments };
}

function expired(assignment: Assignment, now: Date): Assignment {
  return { ...assignment, state: "expired", status: "Expired", expiredDateTime: now.toISOString() };
}

function rolesGivenTo(subjectId: string, tenant: Tenant, now: Date): readonly ResourceRole[] {
  return tenant.assignments
    .filter((assignment) => assignment.target.id === subjectId && isActive(assignment, now))
    .flatMap(({ accessPackageId }) => rolesOfPackage(accessPackageId, tenant));
}

function rolesOfPackage(id: string, { accessPackages }: Tenant): readonly ResourceRole[] {
  return accessPackages.filter((accessPackage) => accessPackage.id === id).flatMap(resourceRolesOf);
}
