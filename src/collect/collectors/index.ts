import type { SectionName } from "../../domain/sections.ts";
import type { Collector } from "../collector.ts";
import { accessPackages } from "./access-packages.ts";
import { appRoleAssignments } from "./app-role-assignments.ts";
import { assignmentRequests } from "./assignment-requests.ts";
import { assignments } from "./assignments.ts";
import { catalogs } from "./catalogs.ts";
import { groupMembers } from "./group-members.ts";
import { groupOwners } from "./group-owners.ts";
import { groups } from "./groups.ts";
import { incompatibleAccessPackages } from "./incompatible-access-packages.ts";
import { incompatibleGroups } from "./incompatible-groups.ts";
import { organization } from "./organization.ts";
import { policies } from "./policies.ts";
import { resourceRoleScopes } from "./resource-role-scopes.ts";
import { servicePrincipals } from "./service-principals.ts";
import { signIns } from "./sign-ins.ts";
import { users } from "./users.ts";

/** The collector of every section but the audit trail, which has a port of its own (`src/logs`). */
export const collectors: { readonly [S in Exclude<SectionName, "auditEvents">]: Collector<S> } = {
  organization,
  users,
  signIns,
  groups,
  groupMembers,
  groupOwners,
  servicePrincipals,
  appRoleAssignments,
  catalogs,
  accessPackages,
  resourceRoleScopes,
  incompatibleAccessPackages,
  incompatibleGroups,
  policies,
  assignments,
  assignmentRequests,
};
