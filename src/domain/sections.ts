/** The sections a snapshot is made of, in the order people read them. */
export const sectionNames = [
  "organization",
  "subscribedSkus",
  "users",
  "managers",
  "signIns",
  "deletedUsers",
  "groups",
  "groupMembers",
  "groupTransitiveMembers",
  "groupOwners",
  "groupEligibilities",
  "groupAssignmentSchedules",
  "deletedGroups",
  "servicePrincipals",
  "servicePrincipalOwners",
  "appRoleAssignments",
  "directoryRoleDefinitions",
  "directoryRoleAssignments",
  "directoryRoleEligibilities",
  "directoryRoleAssignmentSchedules",
  "catalogs",
  "catalogResources",
  "catalogResourceRoles",
  "customExtensions",
  "accessPackages",
  "resourceRoleScopes",
  "incompatibleAccessPackages",
  "accessPackagesIncompatibleWith",
  "additionalAccess",
  "incompatibleGroups",
  "policyList",
  "policies",
  "assignments",
  "assignmentRequests",
  "connectedOrganizations",
  "internalSponsors",
  "externalSponsors",
  "entitlementSettings",
  "entitlementRoleDefinitions",
  "entitlementRoleAssignments",
  "accessReviewDefinitions",
  "accessReviewInstances",
  "accessReviewDecisions",
  "auditEvents",
] as const;

export type SectionName = (typeof sectionNames)[number];

/** Sections that are read object by object, and whose objects those are: without the one there is none of the other. */
export const parentSections: { readonly [Section in SectionName]?: SectionName } = {
  managers: "users",
  groupMembers: "groups",
  groupTransitiveMembers: "groups",
  groupOwners: "groups",
  groupEligibilities: "groups",
  groupAssignmentSchedules: "groups",
  servicePrincipalOwners: "servicePrincipals",
  appRoleAssignments: "servicePrincipals",
  directoryRoleAssignments: "directoryRoleDefinitions",
  catalogResources: "catalogs",
  catalogResourceRoles: "catalogResources",
  customExtensions: "catalogs",
  resourceRoleScopes: "accessPackages",
  incompatibleAccessPackages: "accessPackages",
  accessPackagesIncompatibleWith: "accessPackages",
  additionalAccess: "incompatibleAccessPackages",
  incompatibleGroups: "accessPackages",
  policies: "policyList",
  assignments: "accessPackages",
  internalSponsors: "connectedOrganizations",
  externalSponsors: "connectedOrganizations",
  entitlementRoleAssignments: "entitlementRoleDefinitions",
  accessReviewInstances: "accessReviewDefinitions",
  accessReviewDecisions: "accessReviewInstances",
};

/**
 * How far a section was read: `complete`, `denied` (the tenant refused), `failed` (it broke; what was read is kept),
 * `skipped` (what it hangs on was not read).
 */
export const sectionStatuses = ["complete", "denied", "failed", "skipped"] as const;

export type SectionStatus = (typeof sectionStatuses)[number];

/**
 * Sections that only check others, and that the tenant may refuse: Microsoft's own pages disagree on whether an application
 * may ask for `additionalAccess` (https://learn.microsoft.com/graph/api/accesspackageassignment-additionalaccess).
 */
const checksOnly: ReadonlySet<SectionName> = new Set(["additionalAccess"]);

/** Whether an answer may lack something because of how far the section was read. */
export function isLacking({ section, status }: Pick<SectionCoverage, "section" | "status">): boolean {
  return status !== "complete" && !(checksOnly.has(section) && status !== "failed");
}

export type SectionCoverage = {
  readonly section: SectionName;
  readonly status: SectionStatus;
  /** Rows kept. */
  readonly read: number;
  /** Rows the tenant itself counted, where it can count them. */
  readonly expected: number | null;
  /** Rows that came twice, across pages that shifted while they were read; each is kept once. */
  readonly duplicates: number;
  /** Responses read. */
  readonly pages: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Why the section is not complete, with the call and the request id. */
  readonly reason?: string;
  /** The application permission that would unlock the section. */
  readonly missingPermission?: string;
  /** What was read, and read again, is not what the tenant counts itself or lists elsewhere. */
  readonly contradicted?: true;
  /** What came of reading again what findings rest on. */
  readonly confirmation?: Confirmation;
};

/** A second reading at the end of a collection: of how many objects, and how many rows had moved meanwhile. */
export type Confirmation = {
  readonly reads: number;
  readonly moved: number;
  /** Why it was not completed; what it did not reach stands as it was read first. */
  readonly reason?: string;
};
