import type { GraphRequest } from "../domain/plan.ts";
import type { AccessModel } from "../access/access-model.ts";
import type { Cut } from "./cut.ts";

/** The Graph call that makes a cut, and the one that undoes it; `base` is the Graph origin with `/v1.0`. */
export type CutRequests = { readonly request: GraphRequest; readonly rollback: GraphRequest };

export function requestsFor(cut: Cut, base: string, model: AccessModel): CutRequests {
  switch (cut.kind) {
    case "removeAssignment":
      return assignmentRequests(cut, `${base}/identityGovernance/entitlementManagement/assignmentRequests`, model);
    case "removeGroupMember": {
      const members = `${base}/groups/${cut.objectId}/members`;
      const member = { "@odata.id": `${base}/directoryObjects/${cut.principalId}` };
      return {
        request: { method: "DELETE", url: `${members}/${cut.principalId}/$ref`, body: null },
        rollback: { method: "POST", url: `${members}/$ref`, body: member },
      };
    }
    case "removeGroupEligibility":
      return eligibilityRequests(
        cut,
        `${base}/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests`,
        model,
      );
    case "removeAppRoleAssignment": {
      const [resourceId = "", appRoleId = ""] = cut.accessPoint.id.split("/");
      const assigned = `${base}/servicePrincipals/${resourceId}/appRoleAssignedTo`;
      return {
        request: { method: "DELETE", url: `${assigned}/${encodeURIComponent(cut.objectId)}`, body: null },
        rollback: { method: "POST", url: assigned, body: { principalId: cut.principalId, resourceId, appRoleId } },
      };
    }
  }
}

/** The right is given back until the same end (https://learn.microsoft.com/graph/api/privilegedaccessgroup-post-eligibilityschedulerequests). */
function eligibilityRequests(
  { objectId, principalId, accessPoint }: Cut,
  url: string,
  model: AccessModel,
): CutRequests {
  const held = model
    .holdings(principalId, { ...accessPoint, reach: "direct" })
    .find(({ path: [first] }) => first?.kind === "groupEligibility");
  const endDateTime = held?.until ?? null;
  const expiration = endDateTime === null ? { type: "noExpiration" } : { type: "afterDateTime", endDateTime };
  const member = { accessId: "member", principalId, groupId: objectId, justification: "separation of duties" };
  return {
    request: { method: "POST", url, body: { ...member, action: "adminRemove" } },
    rollback: { method: "POST", url, body: { ...member, action: "adminAssign", scheduleInfo: { expiration } } },
  };
}

/** Assignments are ended by a request, not deleted, and given back until the same end (https://learn.microsoft.com/graph/api/entitlementmanagement-post-assignmentrequests). */
function assignmentRequests({ objectId, principalId, accessPoint }: Cut, url: string, model: AccessModel): CutRequests {
  const assignment = model.packages.activeOf(principalId).find(({ id }) => id === objectId);
  const again = {
    targetId: principalId,
    assignmentPolicyId: assignment?.policyId ?? null,
    accessPackageId: accessPoint.id,
  };
  const until = assignment?.term.until ?? null;
  const schedule = until === null ? {} : { schedule: { expiration: { type: "afterDateTime", endDateTime: until } } };
  return {
    request: { method: "POST", url, body: { requestType: "adminRemove", assignment: { id: objectId } } },
    rollback: { method: "POST", url, body: { requestType: "adminAdd", assignment: again, ...schedule } },
  };
}
