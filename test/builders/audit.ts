import type { Row } from "../../src/snapshot/sections.ts";
import { type TenantBuilder, aTenant } from "./tenant.ts";

/** What tests of the audit log are told to see: the thirty days before the run. */
export const month = { from: "2026-10-24T08:00:00.000Z", to: "2026-11-23T08:00:00.000Z" } as const;

type Target = Row<"auditEvents">["targets"][number];

type EventOptions = Partial<Omit<Row<"auditEvents">, "activityDateTime" | "activity" | "targets">> & {
  readonly on: readonly Target[];
};

/** A tenant whose audit log tells of the whole month. */
export function auditedTenant(): TenantBuilder {
  return aTenant().audited({ asked: month, seen: month });
}

/** Logs an event of entitlement management that a user caused; its id is its moment and activity unless said. */
export function logged(tenant: TenantBuilder, at: string, activity: string, by: string, options: EventOptions): void {
  const { on: targets, ...more } = options;
  tenant.row("auditEvents", {
    id: `${at} ${activity}`,
    activityDateTime: at,
    activity,
    category: "EntitlementManagement",
    operationType: null,
    result: "success",
    resultReason: null,
    correlationId: null,
    service: "Entitlement Management",
    actorKind: "user",
    actorId: by,
    actorName: by,
    actorUserPrincipalName: `${by}@bank.example`,
    details: [],
    changes: [],
    targets,
    ...more,
  });
}

/** Who did what no user did. */
export function byApplication(name: string, id: string = name): Partial<Row<"auditEvents">> {
  return { actorKind: "application", actorId: id, actorName: name, actorUserPrincipalName: null };
}

export const onPackage = (id: string): Target => target("AccessPackage", id);
export const onRequest = (id: string): Target => target("AccessPackageAssignmentRequest", id);
export const onAssignment = (id: string): Target => target("AccessPackageAssignment", id);
export const onPolicy = (id: string): Target => target("AccessPackageAssignmentPolicy", id);
export const onUser = (id: string): Target => target("User", id);
export const onGroup = (id: string): Target => target("Group", id);

function target(type: string, id: string): Target {
  return { id, type, displayName: id, userPrincipalName: null };
}

/** A request for a package that was delivered. */
export function request(
  tenant: TenantBuilder,
  id: string,
  requestor: string,
  accessPackageId: string,
  more: Partial<Row<"assignmentRequests">> = {},
): void {
  tenant.row("assignmentRequests", {
    id,
    requestType: "userAdd",
    state: "delivered",
    status: "Fulfilled",
    createdDateTime: "2026-11-10T08:00:00Z",
    completedDateTime: "2026-11-10T09:00:00Z",
    accessPackageId,
    accessPackageName: accessPackageId,
    requestorSubjectId: `subject-${requestor}`,
    requestorObjectId: requestor,
    requestorType: "user",
    requestorName: requestor,
    requestorPrincipalName: `${requestor}@bank.example`,
    assignmentId: null,
    justification: null,
    startDateTime: null,
    expiration: null,
    customExtensionCalloutInstances: [],
    ...more,
  });
}
