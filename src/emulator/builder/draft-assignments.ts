import { isActive } from "../tenant/assignment-window.ts";
import type { AccessPackage, Assignment, AssignmentRequest, Schedule, Subject } from "../tenant/governance.ts";
import type { AssignmentPolicy } from "../tenant/policy.ts";
import { type ResourceRole, type RoleHolding, resourceRolesOf } from "../tenant/resource-roles.ts";
import { daysBefore } from "./dated.ts";
import type { Setting } from "./draft-directory.ts";
import type { AssignmentDraft, Drafts, Outsider, RequestDraft } from "./drafts.ts";
import { keyWithin } from "./names.ts";

/** What an assignment needs of the rest of the tenant. */
export type Surroundings = Setting & {
  readonly subjectOf: (target: string | Outsider) => Subject;
  readonly accessPackages: ReadonlyMap<string, AccessPackage>;
  readonly policies: readonly AssignmentPolicy[];
};

export function assignmentOf(draft: AssignmentDraft, { names, now, policies, subjectOf }: Surroundings): Assignment {
  const accessPackageId = names.id(draft.accessPackage, "accessPackage");
  const state = draft.state ?? "delivered";
  const schedule = scheduleOf(draft, now);
  const hasEnded = state.toLowerCase() === "expired";

  return {
    id: draft.id,
    accessPackageId,
    policyId:
      draft.policy === undefined
        ? (policies.find((policy) => policy.accessPackageId === accessPackageId)?.id ?? null)
        : names.id(keyWithin(draft.accessPackage, draft.policy), "policy"),
    target: subjectOf(draft.target),
    state,
    status: draft.status ?? state.charAt(0).toUpperCase() + state.slice(1),
    schedule,
    expiredDateTime: hasEnded ? (schedule.expiration.endDateTime ?? daysBefore(now, 1).toISOString()) : null,
  };
}

/** The roles that delivered assignments have given: all of them, or only the first where delivered in part. */
export function rolesGivenBy(
  drafts: readonly AssignmentDraft[],
  assignments: readonly Assignment[],
  { accessPackages, now }: Surroundings,
): readonly RoleHolding[] {
  return assignments.flatMap((assignment, nth) => {
    const principalId = assignment.target.objectId;
    const accessPackage = accessPackages.get(assignment.accessPackageId);
    if (principalId === null || accessPackage === undefined) return [];
    if (drafts[nth]?.granted === false || !isActive(assignment, now)) return [];

    const roles: readonly ResourceRole[] = resourceRolesOf(accessPackage);
    const given = assignment.state.toLowerCase() === "delivered" ? roles : roles.slice(0, 1);
    return given.map((role) => ({ principalId, role }));
  });
}

/** The request behind each assignment that has one left, and then the requests that came to nothing. */
export function requestsOf(
  { assignments: drafts, requests }: Drafts,
  assignments: readonly Assignment[],
  surroundings: Surroundings,
): readonly AssignmentRequest[] {
  const behind = assignments.flatMap((assignment, nth) => requestBehind(assignment, drafts[nth], surroundings));
  return [...behind, ...requests.map((request) => lonelyRequestOf(request, surroundings))];
}

function requestBehind(
  assignment: Assignment,
  draft: AssignmentDraft | undefined,
  { names, now }: Surroundings,
): readonly AssignmentRequest[] {
  const requestType = draft?.request === undefined ? "adminAdd" : draft.request;
  if (requestType === null) return [];

  const { id, accessPackageId, target, schedule, state } = assignment;
  const created = schedule.startDateTime ?? daysBefore(now, 30).toISOString();
  const isUnderWay = state.toLowerCase() === "delivering";
  return [
    {
      id: names.derive("request", id),
      requestType,
      state: requestStates[state.toLowerCase()] ?? "delivered",
      status: isUnderWay ? "PendingFulfillment" : "Fulfilled",
      createdDateTime: created,
      completedDateTime: isUnderWay ? null : created,
      justification: draft?.justification ?? null,
      schedule,
      accessPackageId,
      assignmentId: id,
      requestor: target,
    },
  ];
}

const requestStates: Readonly<Record<string, AssignmentRequest["state"]>> = {
  delivering: "delivering",
  partiallydelivered: "partiallyDelivered",
  deliveryfailed: "deliveryFailed",
};

function lonelyRequestOf(draft: RequestDraft, { names, now, subjectOf }: Surroundings): AssignmentRequest {
  const created = draft.created ?? daysBefore(now, 2);
  const completed = draft.completed ?? null;
  return {
    id: draft.id,
    requestType: draft.type ?? "userAdd",
    state: draft.state ?? "pendingApproval",
    status: draft.status ?? "PendingApproval",
    createdDateTime: created.toISOString(),
    completedDateTime: completed === null ? null : completed.toISOString(),
    justification: draft.justification ?? null,
    schedule: scheduleOf({ from: created }, now),
    accessPackageId: names.id(draft.accessPackage, "accessPackage"),
    assignmentId: null,
    requestor: subjectOf(draft.requestor),
    ...(draft.called === undefined
      ? {}
      : { customExtensionCalloutInstances: [calloutOf(draft.id, draft.called, names)] }),
  };
}

function scheduleOf(
  { from, until = null, expiration }: Pick<AssignmentDraft, "from" | "until" | "expiration">,
  now: Date,
): Schedule {
  const ends = until === null ? null : until.toISOString();
  return {
    startDateTime: (from ?? daysBefore(now, 30)).toISOString(),
    recurrence: null,
    expiration: expiration ?? {
      type: ends === null ? "noExpiration" : "afterDateTime",
      duration: null,
      endDateTime: ends,
    },
  };
}

function calloutOf(
  requestId: string,
  { extension, status }: NonNullable<RequestDraft["called"]>,
  names: Surroundings["names"],
) {
  return {
    id: names.derive("callout", requestId),
    customExtensionId: names.id(extension, "extension"),
    status,
    detail: status === "calloutFailed" ? "The logic app answered 502" : "",
    externalCorrelationId: names.derive("correlation", requestId),
  };
}
