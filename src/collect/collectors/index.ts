import type { SectionName } from "../../domain/sections.ts";
import type { Collector } from "../collector.ts";
import { accessPackages } from "./access-packages.ts";
import { accessPackagesIncompatibleWith } from "./access-packages-incompatible-with.ts";
import { accessReviewDecisions } from "./access-review-decisions.ts";
import { accessReviewDefinitions } from "./access-review-definitions.ts";
import { accessReviewInstances } from "./access-review-instances.ts";
import { appRoleAssignments } from "./app-role-assignments.ts";
import { assignmentRequests } from "./assignment-requests.ts";
import { assignments } from "./assignments.ts";
import { catalogResourceRoles } from "./catalog-resource-roles.ts";
import { catalogResources } from "./catalog-resources.ts";
import { catalogs } from "./catalogs.ts";
import { connectedOrganizations } from "./connected-organizations.ts";
import { customExtensions } from "./custom-extensions.ts";
import { entitlementRoleAssignments } from "./entitlement-role-assignments.ts";
import { entitlementRoleDefinitions } from "./entitlement-role-definitions.ts";
import { entitlementSettings } from "./entitlement-settings.ts";
import { groupMembers } from "./group-members.ts";
import { groupOwners } from "./group-owners.ts";
import { groups } from "./groups.ts";
import { incompatibleAccessPackages } from "./incompatible-access-packages.ts";
import { incompatibleGroups } from "./incompatible-groups.ts";
import { organization } from "./organization.ts";
import { policies } from "./policies.ts";
import { policyList } from "./policy-list.ts";
import { resourceRoleScopes } from "./resource-role-scopes.ts";
import { servicePrincipals } from "./service-principals.ts";
import { signIns } from "./sign-ins.ts";
import { externalSponsors, internalSponsors } from "./sponsors.ts";
import { users } from "./users.ts";

/** The collector of every section. */
export const collectors: { readonly [S in SectionName]: Collector<S> } = {
  organization,
  users,
  signIns,
  groups,
  groupMembers,
  groupOwners,
  servicePrincipals,
  appRoleAssignments,
  catalogs,
  catalogResources,
  catalogResourceRoles,
  customExtensions,
  accessPackages,
  resourceRoleScopes,
  incompatibleAccessPackages,
  accessPackagesIncompatibleWith,
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
