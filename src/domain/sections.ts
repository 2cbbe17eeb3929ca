/** The sections a snapshot is made of, in the order people read them. */
export const sectionNames = [
  "organization",
  "users",
  "signIns",
  "groups",
  "groupMembers",
  "groupOwners",
  "servicePrincipals",
  "appRoleAssignments",
  "catalogs",
  "accessPackages",
  "resourceRoleScopes",
  "incompatibleAccessPackages",
  "incompatibleGroups",
  "policies",
  "assignments",
  "assignmentRequests",
  "auditEvents",
] as const;

export type SectionName = (typeof sectionNames)[number];

/** Sections that are read object by object, and whose objects those are: without the one there is none of the other. */
export const parentSections: { readonly [Section in SectionName]?: SectionName } = {
  groupMembers: "groups",
  groupOwners: "groups",
  appRoleAssignments: "servicePrincipals",
  resourceRoleScopes: "accessPackages",
  incompatibleAccessPackages: "accessPackages",
  incompatibleGroups: "accessPackages",
  assignments: "accessPackages",
};

/**
 * How far a section was read: `complete`, `denied` (the tenant refused), `failed` (it broke; what was read is kept),
 * `skipped` (what it hangs on was not read).
 */
export const sectionStatuses = ["complete", "denied", "failed", "skipped"] as const;

export type SectionStatus = (typeof sectionStatuses)[number];

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
};
