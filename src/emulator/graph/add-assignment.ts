import { isRecord } from "../odata/entity.ts";
import { badRequest } from "../odata/graph-fault.ts";
import { daysOf, isActive } from "../tenant/assignment-window.ts";
import type { User } from "../tenant/directory.ts";
import type { AccessPackage, Assignment, Schedule, Subject } from "../tenant/governance.ts";
import { objectId } from "../tenant/object-id.ts";
import type { AssignmentPolicy } from "../tenant/policy.ts";
import { grant, resourceRolesOf } from "../tenant/resource-roles.ts";
import { subjectOfUser } from "../tenant/subject.ts";
import { transitiveMembersOf } from "../tenant/tenant-index.ts";
import type { Tenant } from "../tenant.ts";
import { textAt } from "./change.ts";
import type { PlannedRequest } from "./planned-request.ts";
import type { Reading } from "./resource.ts";

type Asked = { readonly user: User; readonly accessPackage: AccessPackage; readonly policy: AssignmentPolicy };

/**
 * Assigning a package directly. Refused where a part of it is unknown, where the target has the package, and where they
 * hold what it is incompatible with: administrators are held to that like anybody.
 */
export function plannedAddition(body: Readonly<Record<string, unknown>>, reading: Reading): PlannedRequest {
  const asked = readAsked(body, reading);
  const { user, accessPackage } = asked;
  const { id: accessPackageId } = accessPackage;
  if (openAssignmentsOf(user, reading).some((assignment) => assignment.accessPackageId === accessPackageId)) {
    throw badRequest(`The target '${user.id}' already has an assignment to the access package '${accessPackageId}'.`);
  }
  refuseIncompatible(asked, reading);

  const target = subjectIn(reading, user);
  const assignment = newAssignment(asked, target, endIn(body), reading);
  return {
    request: {
      requestType: "adminAdd",
      accessPackageId,
      assignmentId: assignment.id,
      requestor: target,
      schedule: assignment.schedule,
    },
    submit: (tenant) => ({ ...tenant, assignments: [...tenant.assignments, assignment] }),
    deliver: (tenant, now) => delivered(tenant, assignment, accessPackage, user, now),
  };
}

function readAsked(body: Readonly<Record<string, unknown>>, { users, accessPackages, policies }: Reading): Asked {
  const user = users.get(textAt(body, "assignment", "targetId"));
  const accessPackage = accessPackages.get(textAt(body, "assignment", "accessPackageId"));
  const policy = policies.get(textAt(body, "assignment", "assignmentPolicyId"));
  if (user === undefined) throw badRequest("There is no user with the id in 'assignment/targetId'.");
  if (accessPackage === undefined)
    throw badRequest("There is no access package with the id in 'assignment/accessPackageId'.");
  if (policy?.accessPackageId !== accessPackage.id) {
    throw badRequest("The access package has no policy with the id in 'assignment/assignmentPolicyId'.");
  }
  return { user, accessPackage, policy };
}

/** Graph documents no error code for this refusal. */
function refuseIncompatible({ user, accessPackage }: Asked, reading: Reading): void {
  const held = new Set(
    openAssignmentsOf(user, reading)
      .filter((assignment) => isActive(assignment, reading.now))
      .map(({ accessPackageId }) => accessPackageId),
  );
  const { displayName, incompatibleAccessPackageIds, incompatibleGroupIds } = accessPackage;
  const heldPackage = incompatibleAccessPackageIds.find((id) => held.has(id));
  if (heldPackage !== undefined) {
    throw badRequest(`The target has an assignment to '${heldPackage}', which is incompatible with '${displayName}'.`);
  }
  const joinedGroup = incompatibleGroupIds.find((id) => {
    const group = reading.groups.get(id);
    return group !== undefined && transitiveMembersOf(group, reading.groups).includes(user.id);
  });
  if (joinedGroup !== undefined) {
    throw badRequest(
      `The target is a member of the group '${joinedGroup}', which is incompatible with '${displayName}'.`,
    );
  }
}

function openAssignmentsOf({ id }: User, { tenant }: Reading): readonly Assignment[] {
  return tenant.assignments.filter(({ target, state }) => target.objectId === id && state.toLowerCase() !== "expired");
}

function subjectIn({ tenant }: Reading, user: User): Subject {
  const assigned = tenant.assignments.find(({ target }) => target.objectId === user.id);
  return assigned?.target ?? subjectOfUser(user, objectId(tenant.organization.id, "subject", user.id));
}

/** The end that the request asks for, which the policy's own gives way to; null where it asks for none. */
function endIn(body: Readonly<Record<string, unknown>>): string | null {
  const path = ["schedule", "expiration", "endDateTime"];
  const end = path.reduce<unknown>((inner, step) => (isRecord(inner) ? inner[step] : undefined), body);
  return typeof end === "string" ? end : null;
}

function newAssignment(
  { accessPackage, policy }: Asked,
  target: Subject,
  end: string | null,
  { tenant, now }: Reading,
): Assignment {
  return {
    id: objectId(tenant.organization.id, "assignment", `${tenant.assignments.length}`),
    accessPackageId: accessPackage.id,
    policyId: policy.id,
    target,
    state: "delivering",
    status: "Delivering",
    schedule: scheduleUnder(policy, end, now),
    expiredDateTime: null,
  };
}

function scheduleUnder({ expiration }: AssignmentPolicy, asked: string | null, now: Date): Schedule {
  const { type, duration, endDateTime } = expiration;
  const own = duration === null ? endDateTime : new Date(now.getTime() + daysOf(duration) * 86_400_000).toISOString();
  const end = asked ?? own;
  return {
    startDateTime: now.toISOString(),
    recurrence: null,
    expiration:
      end === null
        ? { type, duration: null, endDateTime: null }
        : { type: "afterDateTime", duration: null, endDateTime: end },
  };
}

function delivered(tenant: Tenant, { id }: Assignment, accessPackage: AccessPackage, user: User, now: Date): Tenant {
  const assignments = tenant.assignments.map((assignment) =>
    assignment.id === id ? ({ ...assignment, state: "delivered", status: "Delivered" } as const) : assignment,
  );
  const holdings = resourceRolesOf(accessPackage).map((role) => ({ principalId: user.id, role }));
  return { ...grant(tenant, holdings, now), assignments };
}
