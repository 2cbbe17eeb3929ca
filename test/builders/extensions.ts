import type { Row } from "../../src/snapshot/sections.ts";

/** A custom extension that calls with proof of possession and waits an hour for an answer. */
export function anExtension(id: string, more: Partial<Row<"customExtensions">> = {}): Row<"customExtensions"> {
  return {
    catalogId: "General",
    id,
    type: "accessPackageAssignmentRequestWorkflowExtension",
    displayName: `Extension ${id}`,
    description: null,
    authenticationType: "azureAdPopTokenAuthentication",
    endpointConfiguration: { subscriptionId: "S", resourceGroupName: "G", logicAppWorkflowName: "app" },
    clientConfiguration: null,
    callbackConfiguration: { type: "customExtensionCallbackConfiguration", timeoutDuration: "PT1H" },
    createdDateTime: null,
    lastModifiedDateTime: null,
    ...more,
  };
}

/** Calls of extensions, each by extension and status, as requests and assignments bear them. */
export function calls(
  ...called: readonly (readonly [extension: string | null, status: string | null])[]
): Pick<Row<"assignments">, "customExtensionCalloutInstances"> {
  return {
    customExtensionCalloutInstances: called.map(([customExtensionId, status]) => ({
      id: null,
      customExtensionId,
      status,
      detail: null,
    })),
  };
}

/** A request of today's morning that was fulfilled at once. */
export function aRequest(id: string, more: Partial<Row<"assignmentRequests">> = {}): Row<"assignmentRequests"> {
  return {
    id,
    requestType: "userAdd",
    state: "delivered",
    status: "Fulfilled",
    createdDateTime: "2026-11-23T06:00:00Z",
    completedDateTime: "2026-11-23T06:00:00Z",
    accessPackageId: "P",
    accessPackageName: "P",
    requestorSubjectId: "subject-ada",
    requestorObjectId: "ada",
    requestorType: "user",
    requestorName: "ada",
    requestorPrincipalName: null,
    assignmentId: null,
    justification: null,
    startDateTime: null,
    expiration: null,
    customExtensionCalloutInstances: [],
    ...more,
  };
}

/** Stages of a policy with the extension that each calls. */
export function stages(...names: readonly string[]): Pick<Row<"policies">, "customExtensionStageSettings"> {
  return { customExtensionStageSettings: names.map((stage) => ({ stage, customExtensionId: "X" })) };
}
