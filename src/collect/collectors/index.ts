import type { SectionName } from "../../domain/sections.ts";
import type { Collector } from "../collector.ts";
import { accessPackages } from "./access-packages.ts";
import { appRoleAssignments } from "./app-role-assignments.ts";
import { assignmentRequests } from "./assignment-requests.ts";
import { assignments } from "./assignments.ts";
import { catalogs } from "./catalogs.ts";
import { deletedGroups } from "./deleted-groups.ts";
import { deletedUsers } from "./deleted-users.ts";
import { directoryRoleAssignmentSchedules } from "./directory-role-assignment-schedules.ts";
import { directoryRoleAssignments } from "./directory-role-assignments.ts";
import { directoryRoleDefinitions } from "./directory-role-definitions.ts";
import { directoryRoleEligibilities } from "./directory-role-eligibilities.ts";
import { groupAssignmentSchedules } from "./group-assignment-schedules.ts";
import { groupEligibilities } from "./group-eligibilities.ts";
import { groupMembers } from "./group-members.ts";
import { groupOwners } from "./group-owners.ts";
import { groups } from "./groups.ts";
import { incompatibleAccessPackages } from "./incompatible-access-packages.ts";
import { incompatibleGroups } from "./incompatible-groups.ts";
import { managers } from "./managers.ts";
import { organization } from "./organization.ts";
import { policies } from "./policies.ts";
import { resourceRoleScopes } from "./resource-role-scopes.ts";
import { servicePrincipalOwners } from "./service-principal-owners.ts";
import { servicePrincipals } from "./service-principals.ts";
import { signIns } from "./sign-ins.ts";
import { subscribedSkus } from "./subscribed-skus.ts";
import { users } from "./users.ts";

/** The collector of every section. */
export const collectors: { readonly [S in SectionName]: Collector<S> } = {
  organization,
  subscribedSkus,
  users,
  managers,
  signIns,
  deletedUsers,
  groups,
  groupMembers,
  groupOwners,
  groupEligibilities,
  groupAssignmentSchedules,
  deletedGroups,
  servicePrincipals,
  servicePrincipalOwners,
  appRoleAssignments,
  directoryRoleDefinitions,
  directoryRoleAssignments,
  directoryRoleEligibilities,
  directoryRoleAssignmentSchedules,
  catalogs,
  accessPackages,
  resourceRoleScopes,
  incompatibleAccessPackages,
  incompatibleGroups,
  policies,
  assignments,
  assignmentRequests,
};
