import { type SectionName, sectionNames } from "../../domain/sections.ts";
import type { Collector } from "../collector.ts";
import { accessPackages } from "./access-packages.ts";
import { accessPackagesIncompatibleWith } from "./access-packages-incompatible-with.ts";
import { accessReviewDecisions } from "./access-review-decisions.ts";
import { accessReviewDefinitions } from "./access-review-definitions.ts";
import { accessReviewInstances } from "./access-review-instances.ts";
import { additionalAccess } from "./additional-access.ts";
import { appRoleAssignments } from "./app-role-assignments.ts";
import { assignmentRequests } from "./assignment-requests.ts";
import { assignments } from "./assignments.ts";
import { catalogResourceRoles } from "./catalog-resource-roles.ts";
import { catalogResources } from "./catalog-resources.ts";
import { catalogs } from "./catalogs.ts";
import { deletedGroups } from "./deleted-groups.ts";
import { deletedUsers } from "./deleted-users.ts";
import { directoryRoleAssignmentSchedules } from "./directory-role-assignment-schedules.ts";
import { directoryRoleAssignments } from "./directory-role-assignments.ts";
import { directoryRoleDefinitions } from "./directory-role-definitions.ts";
import { directoryRoleEligibilities } from "./directory-role-eligibilities.ts";
import { groupAssignmentSchedules } from "./group-assignment-schedules.ts";
import { groupEligibilities } from "./group-eligibilities.ts";
import { connectedOrganizations } from "./connected-organizations.ts";
import { customExtensions } from "./custom-extensions.ts";
import { entitlementRoleAssignments } from "./entitlement-role-assignments.ts";
import { entitlementRoleDefinitions } from "./entitlement-role-definitions.ts";
import { entitlementSettings } from "./entitlement-settings.ts";
import { groupMembers } from "./group-members.ts";
import { groupOwners } from "./group-owners.ts";
import { groupTransitiveMembers } from "./group-transitive-members.ts";
import { groups } from "./groups.ts";
import { incompatibleAccessPackages } from "./incompatible-access-packages.ts";
import { incompatibleGroups } from "./incompatible-groups.ts";
import { managers } from "./managers.ts";
import { organization } from "./organization.ts";
import { policies } from "./policies.ts";
import { policyList } from "./policy-list.ts";
import { resourceRoleScopes } from "./resource-role-scopes.ts";
import { servicePrincipalOwners } from "./service-principal-owners.ts";
import { servicePrincipals } from "./service-principals.ts";
import { signIns } from "./sign-ins.ts";
import { subscribedSkus } from "./subscribed-skus.ts";
import { externalSponsors, internalSponsors } from "./sponsors.ts";
import { users } from "./users.ts";

/** A section that a collector reads; the audit trail has a port of its own. */
export type CollectedSection = Exclude<SectionName, "auditEvents">;

export function isCollected(section: SectionName): section is CollectedSection {
  return section !== "auditEvents";
}

/** The collector of every section but the audit trail, which has a port of its own (`src/logs`). */
export const collectors: { readonly [S in CollectedSection]: Collector<S> } = {
  organization,
  subscribedSkus,
  users,
  managers,
  signIns,
  deletedUsers,
  groups,
  groupMembers,
  groupTransitiveMembers,
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
  catalogResources,
  catalogResourceRoles,
  customExtensions,
  accessPackages,
  resourceRoleScopes,
  incompatibleAccessPackages,
  accessPackagesIncompatibleWith,
  additionalAccess,
  incompatibleGroups,
  policyList,
  policies,
  assignments,
  assignmentRequests,
  connectedOrganizations,
  internalSponsors,
  externalSponsors,
  entitlementSettings,
  entitlementRoleDefinitions,
  entitlementRoleAssignments,
  accessReviewDefinitions,
  accessReviewInstances,
  accessReviewDecisions,
};

export const collectedSections: readonly CollectedSection[] = sectionNames.filter(isCollected);
