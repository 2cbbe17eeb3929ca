import type { Row } from "../../src/snapshot/sections.ts";

/** A request of somebody's own for a package, which waits for approval. */
export function requestOf(
  requestor: string,
  accessPackageId: string,
  more: Partial<Row<"assignmentRequests">> = {},
): Row<"assignmentRequests"> {
  return {
    id: `${requestor}-${accessPackageId}-request`,
    requestType: "userAdd",
    state: "pendingApproval",
    status: "PendingApproval",
    createdDateTime: "2026-11-20T00:00:00Z",
    completedDateTime: null,
    accessPackageId,
    accessPackageName: accessPackageId,
    requestorSubjectId: `subject-${requestor}`,
    requestorObjectId: requestor,
    requestorType: "user",
    requestorName: requestor,
    requestorPrincipalName: null,
    assignmentId: null,
    justification: null,
    startDateTime: null,
    expiration: null,
    customExtensionCalloutInstances: [],
    ...more,
  };
}
