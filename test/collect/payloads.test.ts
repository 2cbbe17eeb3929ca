import { describe, expect, it } from "vitest";
import { collectors } from "../../src/collect/collectors/index.ts";

const user = (id: string) => ({ "@odata.type": "#microsoft.graph.singleUser", userId: id });

describe("payloads as the documentation has them", () => {
  it("tell a setting that a policy lacks from one that is off, and take quoted words for what they mean", () => {
    const named = { id: "p", displayName: "All Users" };
    expect(collectors.policies.row(named, "p")).toMatchObject({
      requestApprovalSettings: null,
      requestorSettings: null,
      reviewSettings: null,
      customExtensionStageSettings: null,
      specificAllowedTargets: null,
    });

    const quoted = {
      ...named,
      requestorSettings: { enableTargetsToSelfAddAccess: "true" },
      requestApprovalSettings: {
        isApprovalRequiredForAdd: "true",
        stages: [
          {
            isEscalationEnabled: "false",
            primaryApprovers: [{ "@odata.type": "microsoft.graph.requestorManager", managerLevel: "1" }],
            fallbackPrimaryApprovers: [user("ann"), { "@odata.type": "#microsoft.graph.groupMembers", groupId: "g" }],
          },
        ],
      },
    };
    expect(collectors.policies.row(quoted, "p")).toMatchObject({
      requestorSettings: { enableTargetsToSelfAddAccess: true, enableTargetsToSelfUpdateAccess: null },
      requestApprovalSettings: {
        isApprovalRequiredForAdd: true,
        isApprovalRequiredForUpdate: null,
        stages: [
          {
            isEscalationEnabled: false,
            primaryApprovers: [{ type: "requestorManager", id: null, managerLevel: 1 }],
            fallbackPrimaryApprovers: [
              { type: "singleUser", id: "ann" },
              { type: "groupMembers", id: "g" },
            ],
            escalationApprovers: null,
          },
        ],
      },
    });
  });

  it("go by beta names in requests, too", () => {
    const beta = {
      id: "r",
      requestState: "Delivered",
      requestStatus: "FulfilledNotificationTriggered",
      completedDate: "2026-01-01T00:00:00Z",
      accessPackageAssignment: { id: "a" },
    };
    expect(collectors.assignmentRequests.row(beta, "")).toMatchObject({
      state: "Delivered",
      status: "FulfilledNotificationTriggered",
      completedDateTime: "2026-01-01T00:00:00Z",
      assignmentId: "a",
    });
    const both = { ...beta, state: "delivered", status: "Fulfilled", assignment: { id: "b" } };
    expect(collectors.assignmentRequests.row(both, "")).toMatchObject({ state: "delivered", assignmentId: "b" });
  });

  it("say where a resource comes from on its scopes or roles only", () => {
    const scope = { id: "s", displayName: "Root", originId: "app", originSystem: "AadApplication", isRootScope: true };
    const resource = { id: "x", displayName: "ordering", originId: "app" };
    expect(collectors.catalogResources.row({ ...resource, scopes: [scope] }, "c")).toMatchObject({
      originSystem: "AadApplication",
      roles: null,
    });
    const many = Array.from({ length: 20 }, (_, nth) => ({ ...scope, id: `s${nth}` }));
    expect(collectors.catalogResources.row({ ...resource, scopes: many, roles: many }, "c")).toMatchObject({
      originSystem: "AadApplication",
      roles: null,
      scopes: null,
    });
    expect(collectors.catalogResources.row({ ...resource, scopes: many.slice(1) }, "c").scopes).toHaveLength(19);
  });

  it("have two names for how long a custom extension waits, and types without their `#`", () => {
    const extension = {
      "@odata.type": "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension",
      id: "e",
      authenticationConfiguration: { "@odata.type": "#microsoft.graph.azureAdTokenAuthentication" },
      callbackConfiguration: {
        "@odata.type": "microsoft.graph.customExtensionCallbackConfiguration",
        durationBeforeTimeout: "PT1H",
      },
    };
    expect(collectors.customExtensions.row(extension, "c")).toMatchObject({
      type: "accessPackageAssignmentRequestWorkflowExtension",
      authenticationType: "azureAdTokenAuthentication",
      callbackConfiguration: { type: "customExtensionCallbackConfiguration", timeoutDuration: "PT1H" },
    });
  });
});
