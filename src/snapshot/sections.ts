import { z } from "zod";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SectionName } from "../domain/sections.ts";

const text = z.string();
const optionalText = z.string().nullable();
const optionalFlag = z.boolean().nullable();
const optionalJson = z.json().nullable();

const expiration = z.object({ type: text, duration: optionalText, endDateTime: optionalText }).nullable();
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

/**
 * The rows of every section: one table each, one column a property. Names and meanings are those of Microsoft Graph
 * v1.0; ids are opaque strings. Object-valued columns are stored as JSON.
 */
export const rowSchemas = {
  organization: z.object({ id: text, displayName: text, verifiedDomains: z.array(text) }),
  users: z.object({
    id: text,
    displayName: text,
    userPrincipalName: optionalText,
    mail: optionalText,
    userType: optionalText,
    accountEnabled: optionalFlag,
    createdDateTime: optionalText,
    department: optionalText,
    jobTitle: optionalText,
    employeeId: optionalText,
  }),
  signIns: z.object({
    id: text,
    lastSuccessfulSignInDateTime: optionalText,
    lastSignInDateTime: optionalText,
    lastNonInteractiveSignInDateTime: optionalText,
  }),
  groups: z.object({
    id: text,
    displayName: text,
    groupTypes: z.array(text),
    membershipRule: optionalText,
    onPremisesSyncEnabled: optionalFlag,
    isAssignableToRole: optionalFlag,
  }),
  groupMembers: z.object({ groupId: text, memberId: text, memberType: text, memberName: text }),
  groupOwners: z.object({ groupId: text, ownerId: text, ownerType: text, ownerName: text }),
  servicePrincipals: z.object({
    id: text,
    appId: optionalText,
    displayName: text,
    servicePrincipalType: optionalText,
    accountEnabled: optionalFlag,
    appRoles: z.array(appRole),
  }),
  appRoleAssignments: z.object({
    id: text,
    resourceId: text,
    appRoleId: text,
    principalId: text,
    principalType: text,
    principalDisplayName: text,
    createdDateTime: optionalText,
  }),
  catalogs: z.object({
    id: text,
    displayName: text,
    state: optionalText,
    catalogType: optionalText,
    isExternallyVisible: optionalFlag,
  }),
  accessPackages: z.object({
    id: text,
    displayName: text,
    isHidden: optionalFlag,
    catalogId: optionalText,
    catalogName: optionalText,
  }),
  resourceRoleScopes: z.object({
    id: text,
    accessPackageId: text,
    originSystem: text,
    roleOriginId: text,
    roleName: text,
    scopeOriginId: text,
    scopeName: text,
  }),
  incompatibleAccessPackages: z.object({ accessPackageId: text, incompatibleId: text, incompatibleName: text }),
  incompatibleGroups: z.object({ accessPackageId: text, groupId: text, groupName: text }),
  policies: z.object({
    id: text,
    displayName: text,
    accessPackageId: optionalText,
    accessPackageName: text,
    allowedTargetScope: optionalText,
    expiration,
    isAutomatic: z.boolean(),
    requestorSettings: optionalJson,
    requestApprovalSettings: optionalJson,
    reviewSettings: optionalJson,
    specificAllowedTargets: optionalJson,
  }),
  assignments: z.object({
    id: text,
    state: text,
    status: optionalText,
    accessPackageId: text,
    accessPackageName: text,
    policyId: optionalText,
    policyName: text,
    subjectId: text,
    targetObjectId: optionalText,
    targetType: optionalText,
    targetName: text,
    targetPrincipalName: optionalText,
    targetEmail: optionalText,
    startDateTime: optionalText,
    expiration,
    expiredDateTime: optionalText,
  }),
  assignmentRequests: z.object({
    id: text,
    requestType: optionalText,
    state: optionalText,
    status: optionalText,
    createdDateTime: optionalText,
    completedDateTime: optionalText,
    accessPackageId: optionalText,
    requestorObjectId: optionalText,
    assignmentId: optionalText,
  }),
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

/** What makes a row of a section the same row wherever and whenever it is read. */
export const naturalKeys: { readonly [S in SectionName]: readonly (keyof Row<S> & string)[] } = {
  organization: ["id"],
  users: ["id"],
  signIns: ["id"],
  groups: ["id"],
  groupMembers: ["groupId", "memberId"],
  groupOwners: ["groupId", "ownerId"],
  servicePrincipals: ["id"],
  appRoleAssignments: ["id"],
  catalogs: ["id"],
  accessPackages: ["id"],
  resourceRoleScopes: ["accessPackageId", "id"],
  incompatibleAccessPackages: ["accessPackageId", "incompatibleId"],
  incompatibleGroups: ["accessPackageId", "groupId"],
  policies: ["id"],
  assignments: ["id"],
  assignmentRequests: ["id"],
  auditEvents: ["id"],
};
