import type { SectionName } from "../../src/domain/sections.ts";
import type { Row } from "../../src/snapshot/sections.ts";

/** The rows of every section. */
export type Rows = { readonly [S in SectionName]: Row<S>[] };

export function emptyRows(): Rows {
  return {
    organization: [],
    subscribedSkus: [],
    users: [],
    managers: [],
    signIns: [],
    deletedUsers: [],
    groups: [],
    groupMembers: [],
    groupTransitiveMembers: [],
    groupOwners: [],
    groupEligibilities: [],
    groupAssignmentSchedules: [],
    deletedGroups: [],
    servicePrincipals: [],
    servicePrincipalOwners: [],
    appRoleAssignments: [],
    directoryRoleDefinitions: [],
    directoryRoleAssignments: [],
    directoryRoleEligibilities: [],
    directoryRoleAssignmentSchedules: [],
    catalogs: [],
    catalogResources: [],
    catalogResourceRoles: [],
    customExtensions: [],
    accessPackages: [],
    resourceRoleScopes: [],
    incompatibleAccessPackages: [],
    accessPackagesIncompatibleWith: [],
    additionalAccess: [],
    incompatibleGroups: [],
    policyList: [],
    policies: [],
    assignments: [],
    assignmentRequests: [],
    connectedOrganizations: [],
    internalSponsors: [],
    externalSponsors: [],
    entitlementSettings: [],
    entitlementRoleDefinitions: [],
    entitlementRoleAssignments: [],
    accessReviewDefinitions: [],
    accessReviewInstances: [],
    accessReviewDecisions: [],
    auditEvents: [],
  };
}
