import { z } from "zod";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SectionName } from "../domain/sections.ts";
import { entitlementRows } from "./entitlement-rows.ts";
import { accessReviewRows } from "./review-rows.ts";

const text = z.string();
const optionalText = z.string().nullable();
const optionalFlag = z.boolean().nullable();
const optionalJson = z.json().nullable();

const auditTarget = z.object({
  id: optionalText,
  type: optionalText,
  displayName: optionalText,
  userPrincipalName: optionalText,
});
const auditChange = z.object({
  target: optionalText,
  property: optionalText,
  oldValue: optionalText,
  newValue: optionalText,
});
const appRole = z.object({ id: text, value: optionalText, displayName: text, isEnabled: z.boolean() });
const servicePlan = z.object({ servicePlanName: text, provisioningStatus: text });
const signInName = z.object({ signInType: optionalText, issuer: optionalText, issuerAssignedId: optionalText });
const term = { startDateTime: optionalText, endDateTime: optionalText, memberType: optionalText };
const roleHolding = {
  id: text,
  roleDefinitionId: text,
  principalId: text,
  directoryScopeId: optionalText,
  appScopeId: optionalText,
};
const groupHolding = { id: text, groupId: text, principalId: text, accessId: text, ...term };

/**
 * The rows of every section: one table each, one column a property. Names and meanings are those of Microsoft Graph
 * v1.0; ids are opaque strings. Object-valued columns are stored as JSON.
 */
export const rowSchemas = {
  organization: z.object({ id: text, displayName: text, verifiedDomains: z.array(text) }),
  subscribedSkus: z.object({
    id: text,
    skuPartNumber: text,
    capabilityStatus: text,
    servicePlans: z.array(servicePlan),
  }),
  users: z.object({
    id: text,
    displayName: text,
    userPrincipalName: optionalText,
    mail: optionalText,
    userType: optionalText,
    accountEnabled: optionalFlag,
    createdDateTime: optionalText,
    department: optionalText,
    companyName: optionalText,
    jobTitle: optionalText,
    employeeId: optionalText,
    onPremisesSecurityIdentifier: optionalText,
    onPremisesImmutableId: optionalText,
    otherMails: z.array(text),
    proxyAddresses: z.array(text),
    identities: z.array(signInName),
  }),
  managers: z.object({ userId: text, managerId: optionalText }),
  signIns: z.object({
    id: text,
    lastSuccessfulSignInDateTime: optionalText,
    lastSignInDateTime: optionalText,
    lastNonInteractiveSignInDateTime: optionalText,
  }),
  deletedUsers: z.object({
    id: text,
    displayName: text,
    userPrincipalName: optionalText,
    mail: optionalText,
    userType: optionalText,
    employeeId: optionalText,
    deletedDateTime: optionalText,
  }),
  groups: z.object({
    id: text,
    displayName: text,
    description: optionalText,
    groupTypes: z.array(text),
    membershipRule: optionalText,
    mailEnabled: optionalFlag,
    securityEnabled: optionalFlag,
    visibility: optionalText,
    onPremisesSyncEnabled: optionalFlag,
    isAssignableToRole: optionalFlag,
  }),
  groupMembers: z.object({ groupId: text, memberId: text, memberType: text, memberName: text }),
  groupTransitiveMembers: z.object({ groupId: text, memberId: text, memberName: text }),
  groupOwners: z.object({ groupId: text, ownerId: text, ownerType: text, ownerName: text }),
  groupEligibilities: z.object(groupHolding),
  groupAssignmentSchedules: z.object({ ...groupHolding, assignmentType: optionalText }),
  deletedGroups: z.object({ id: text, displayName: text, mail: optionalText, deletedDateTime: optionalText }),
  servicePrincipals: z.object({
    id: text,
    appId: optionalText,
    appOwnerOrganizationId: optionalText,
    displayName: text,
    servicePrincipalType: optionalText,
    accountEnabled: optionalFlag,
    appRoles: z.array(appRole),
  }),
  servicePrincipalOwners: z.object({ servicePrincipalId: text, ownerId: text, ownerType: text, ownerName: text }),
  appRoleAssignments: z.object({
    id: text,
    resourceId: text,
    appRoleId: text,
    principalId: text,
    principalType: text,
    principalDisplayName: text,
    createdDateTime: optionalText,
  }),
  directoryRoleDefinitions: z.object({
    id: text,
    displayName: text,
    templateId: optionalText,
    isBuiltIn: optionalFlag,
    isEnabled: optionalFlag,
    rolePermissions: optionalJson,
  }),
  directoryRoleAssignments: z.object(roleHolding),
  directoryRoleEligibilities: z.object({ ...roleHolding, ...term }),
  directoryRoleAssignmentSchedules: z.object({
    ...roleHolding,
    ...term,
    assignmentType: optionalText,
    roleAssignmentOriginId: optionalText,
  }),
  ...entitlementRows,
  ...accessReviewRows,
  auditEvents: z.object({
    id: text,
    activityDateTime: text,
    activity: text,
    category: text,
    operationType: optionalText,
    result: optionalText,
    resultReason: optionalText,
    correlationId: optionalText,
    service: optionalText,
    actorKind: z.enum(["user", "application", "unknown"]),
    actorId: optionalText,
    actorName: optionalText,
    actorUserPrincipalName: optionalText,
    targets: z.array(auditTarget).readonly(),
    details: z.array(z.object({ key: text, value: optionalText })).readonly(),
    changes: z.array(auditChange).readonly(),
  }),
} as const satisfies Record<SectionName, z.ZodObject>;

export type Row<S extends SectionName> = Readonly<z.infer<(typeof rowSchemas)[S]>>;

/** A row with the place in the raw responses where it was read. */
export type SourcedRow<S extends SectionName> = Row<S> & { readonly evidence: EvidenceRef };

/** A property of a section's rows, their evidence included. */
export type ColumnOf<S extends SectionName> = keyof SourcedRow<S> & string;

/** What makes a row of a section the same row wherever and whenever it is read. */
export const naturalKeys: { readonly [S in SectionName]: readonly (keyof Row<S> & string)[] } = {
  organization: ["id"],
  subscribedSkus: ["id"],
  users: ["id"],
  managers: ["userId"],
  signIns: ["id"],
  deletedUsers: ["id"],
  groups: ["id"],
  groupMembers: ["groupId", "memberId"],
  groupTransitiveMembers: ["groupId", "memberId"],
  groupOwners: ["groupId", "ownerId"],
  groupEligibilities: ["id"],
  groupAssignmentSchedules: ["id"],
  deletedGroups: ["id"],
  servicePrincipals: ["id"],
  servicePrincipalOwners: ["servicePrincipalId", "ownerId"],
  appRoleAssignments: ["id"],
  directoryRoleDefinitions: ["id"],
  directoryRoleAssignments: ["id"],
  directoryRoleEligibilities: ["id"],
  directoryRoleAssignmentSchedules: ["id"],
  catalogs: ["id"],
  catalogResources: ["catalogId", "id"],
  catalogResourceRoles: ["catalogId", "resourceId", "id"],
  customExtensions: ["catalogId", "id"],
  accessPackages: ["id"],
  resourceRoleScopes: ["accessPackageId", "id"],
  incompatibleAccessPackages: ["accessPackageId", "incompatibleId"],
  additionalAccess: ["accessPackageId", "incompatibleId", "assignmentId"],
  accessPackagesIncompatibleWith: ["accessPackageId", "incompatibleWithId"],
  incompatibleGroups: ["accessPackageId", "groupId"],
  policyList: ["id"],
  policies: ["id"],
  assignments: ["id"],
  assignmentRequests: ["id"],
  connectedOrganizations: ["id"],
  internalSponsors: ["connectedOrganizationId", "sponsorId"],
  externalSponsors: ["connectedOrganizationId", "sponsorId"],
  entitlementSettings: ["id"],
  entitlementRoleDefinitions: ["id"],
  entitlementRoleAssignments: ["id"],
  accessReviewDefinitions: ["id"],
  accessReviewInstances: ["definitionId", "id"],
  accessReviewDecisions: ["definitionId", "instanceId", "id"],
  auditEvents: ["id"],
};
