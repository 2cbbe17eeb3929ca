import { badRequest, GraphFault } from "../odata/graph-fault.ts";
import { removeAppRoleAssignment, removeMember } from "../tenant-changes.ts";
import { type GraphChange, noContent } from "./change.ts";
import { permissions } from "./permissions.ts";
import { known } from "./resource.ts";

export const directoryChanges: readonly GraphChange[] = [
  {
    method: "DELETE",
    template: "/groups/{group}/members/{member}/$ref",
    permissions: permissions.changeGroupMembers,
    perform: (live, [groupId, memberId = ""]) => {
      const { id, groupTypes, onPremisesSyncEnabled, members } = known(live.read().groups, groupId, "directory");
      if (groupTypes.includes("DynamicMembership")) {
        throw badRequest("Cannot update the members of a group with dynamic membership.");
      }
      if (onPremisesSyncEnabled === true) {
        throw badRequest("Unable to update on-premises mastered Directory Sync objects; change them on-premises.");
      }
      if (!members.includes(memberId)) throw notFound(memberId);
      live.change(removeMember(id, memberId));
      return noContent;
    },
  },
  {
    method: "DELETE",
    template: "/servicePrincipals/{resource}/appRoleAssignedTo/{assignment}",
    permissions: permissions.changeAppRoles,
    perform: (live, [resourceId, assignmentId = ""]) => {
      const { tenant, servicePrincipals } = live.read();
      const resource = known(servicePrincipals, resourceId, "directory");
      const isThere = tenant.appRoleAssignments.some(
        (assignment) => assignment.id === assignmentId && assignment.resourceId === resource.id,
      );
      if (!isThere) throw notFound(assignmentId);
      live.change(removeAppRoleAssignment(assignmentId));
      return noContent;
    },
  },
];

function notFound(id: string): GraphFault {
  return new GraphFault(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}
