import { type SectionName, parentSections, sectionNames } from "../../domain/sections.ts";
import type { DerivedFacts, FactName } from "./facts.ts";

/** Where the access points of duties are read from. */
const sectionsOfDuties = [
  "assignments",
  "groups",
  "groupMembers",
  "groupEligibilities",
  "servicePrincipals",
  "appRoleAssignments",
  "directoryRoleDefinitions",
  "directoryRoleAssignments",
  "directoryRoleEligibilities",
  "accessPackages",
  "resourceRoleScopes",
] as const;

/** What audiences are read from. */
const audienceSections: readonly SectionName[] = [
  "policyList",
  "policies",
  "users",
  "groups",
  "groupMembers",
  "groupTransitiveMembers",
  "servicePrincipals",
  "accessPackages",
  "catalogs",
  "connectedOrganizations",
];

/** Those, and what approvers are read from. */
const approvalSections: readonly SectionName[] = [
  ...audienceSections,
  "managers",
  "assignments",
  "internalSponsors",
  "externalSponsors",
];

/** Those, and what conflicts between packages are read from. */
const requestSections: readonly SectionName[] = [
  ...approvalSections,
  "resourceRoleScopes",
  "appRoleAssignments",
  "incompatibleAccessPackages",
  "incompatibleGroups",
];

/**
 * The sections each fact is made of. A judged conflict needs only those that its own access points are read from and says
 * itself what it lacks, as persons and staffing do; the sections named for `conflicts` are all that any of them can need.
 */
const sectionsOfDerived: { readonly [Name in keyof DerivedFacts]: readonly SectionName[] } = {
  conflicts: [...sectionsOfDuties, "users", "incompatibleAccessPackages", "incompatibleGroups"],
  combinations: sectionsOfDuties,
  ownedAgents: [...sectionsOfDuties, "servicePrincipalOwners"],
  persons: ["users", "managers"],
  packConflicts: ["accessPackages"],
  catalogDelegates: [
    "entitlementRoleDefinitions",
    "entitlementRoleAssignments",
    "groups",
    "groupMembers",
    "groupEligibilities",
  ],
  tenantAdministrators: [
    "directoryRoleDefinitions",
    "directoryRoleAssignments",
    "directoryRoleAssignmentSchedules",
    "directoryRoleEligibilities",
    "groups",
    "groupMembers",
    "groupEligibilities",
  ],
  packageDeclarations: ["incompatibleAccessPackages"],
  packageHolders: ["assignments"],
  endedAssignments: ["assignments"],
  sensitivePackages: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  overrides: ["accessPackages"],
  accounts: ["users"],
  lastSignIns: ["signIns"],
  grants: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "servicePrincipals",
    "appRoleAssignments",
    "assignments",
  ],
  packageDuties: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "servicePrincipals",
    "appRoleAssignments",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  staffing: ["users", "incompatibleAccessPackages", "incompatibleGroups"],
  pendingConflicts: ["accessPackages", "resourceRoleScopes", "assignments", "assignmentRequests"],
  declarationHistories: ["incompatibleAccessPackages", "auditEvents"],
  approvals: approvalSections,
  audiences: audienceSections,
  guestDuties: ["users", "incompatibleAccessPackages", "incompatibleGroups"],
  requestablePairs: requestSections,
  opposedApprovers: requestSections,
  reviewingHolders: ["policies", "assignments", "groups", "groupMembers"],
  policyReviewers: ["policies", "users", "groups", "groupMembers"],
  ownedGroups: ["resourceRoleScopes", "groups", "groupOwners", "groupEligibilities"],
  dutyGroups: [
    "groups",
    "groupMembers",
    "servicePrincipals",
    "appRoleAssignments",
    "directoryRoleDefinitions",
    "directoryRoleAssignments",
    "accessPackages",
  ],
  legacyPaths: [
    "groups",
    "groupMembers",
    "groupEligibilities",
    "servicePrincipals",
    "appRoleAssignments",
    "accessPackages",
    "resourceRoleScopes",
    "assignments",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  selfGrants: [
    "accessPackages",
    "resourceRoleScopes",
    "assignments",
    "groups",
    "groupMembers",
    "groupOwners",
    "groupEligibilities",
    "servicePrincipals",
    "servicePrincipalOwners",
    "appRoleAssignments",
    "directoryRoleDefinitions",
    "directoryRoleAssignments",
    "directoryRoleEligibilities",
    "entitlementRoleDefinitions",
    "entitlementRoleAssignments",
  ],
  permittedApplications: ["servicePrincipals", "servicePrincipalOwners", "appRoleAssignments"],
  auditView: ["auditEvents"],
  governanceTrail: ["auditEvents"],
  waivers: [],
  coverage: [],
};

/** The sections a fact rests on, with those that had to be read before. */
export function sectionsOfFact(name: FactName): readonly SectionName[] {
  return isSection(name) ? withParents(name) : sectionsOfDerived[name];
}

function withParents(section: SectionName): readonly SectionName[] {
  const parent = parentSections[section];
  return parent === undefined ? [section] : [section, ...withParents(parent)];
}

const names: ReadonlySet<string> = new Set(sectionNames);

function isSection(name: FactName): name is SectionName {
  return names.has(name);
}
