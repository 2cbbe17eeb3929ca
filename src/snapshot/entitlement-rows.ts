import { z } from "zod";
import { policyRow } from "./policy-row.ts";

const text = z.string();
const optionalText = z.string().nullable();
const optionalFlag = z.boolean().nullable();
const optionalJson = z.json().nullable();

const calloutInstance = z.object({
  id: optionalText,
  customExtensionId: optionalText,
  status: optionalText,
  detail: optionalText,
});
const expiration = z.object({ type: text, duration: optionalText, endDateTime: optionalText }).nullable();
const resourceRole = z.object({ id: text, displayName: text, originId: optionalText, originSystem: optionalText });
const resourceScope = resourceRole.extend({ isRootScope: optionalFlag });
const sponsor = z.object({ connectedOrganizationId: text, sponsorId: text, sponsorType: text, sponsorName: text });

/** Catalogs, what is in them, who may have it, who has it, and who says so. */
export const entitlementRows = {
  catalogs: z.object({
    id: text,
    displayName: text,
    description: optionalText,
    state: optionalText,
    catalogType: optionalText,
    isExternallyVisible: optionalFlag,
    createdDateTime: optionalText,
    modifiedDateTime: optionalText,
  }),
  /** `roles` and `scopes` are null where there are more than can be trusted to have come; `catalogResourceRoles` has such roles. */
  catalogResources: z.object({
    catalogId: text,
    id: text,
    displayName: text,
    originSystem: optionalText,
    originId: optionalText,
    roles: z.array(resourceRole).nullable(),
    scopes: z.array(resourceScope).nullable(),
    createdDateTime: optionalText,
    modifiedDateTime: optionalText,
  }),
  catalogResourceRoles: resourceRole.extend({ catalogId: text, resourceId: text }),
  customExtensions: z.object({
    catalogId: text,
    id: text,
    type: text,
    displayName: text,
    description: optionalText,
    authenticationType: optionalText,
    endpointConfiguration: optionalJson,
    clientConfiguration: optionalJson,
    callbackConfiguration: z.object({ type: text, timeoutDuration: optionalText }).nullable(),
    createdDateTime: optionalText,
    lastModifiedDateTime: optionalText,
  }),
  accessPackages: z.object({
    id: text,
    displayName: text,
    description: optionalText,
    isHidden: optionalFlag,
    catalogId: optionalText,
    catalogName: optionalText,
    createdDateTime: optionalText,
    modifiedDateTime: optionalText,
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
  /** Declared at the other end: holders of `accessPackageId` are ineligible for `incompatibleWithId`. */
  accessPackagesIncompatibleWith: z.object({
    accessPackageId: text,
    incompatibleWithId: text,
    incompatibleWithName: text,
  }),
  additionalAccess: z.object({
    accessPackageId: text,
    incompatibleId: text,
    assignmentId: text,
    targetObjectId: optionalText,
    targetName: text,
  }),
  incompatibleGroups: z.object({ accessPackageId: text, groupId: text, groupName: text }),
  policyList: z.object({ id: text, displayName: text }),
  policies: policyRow,
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
    customExtensionCalloutInstances: z.array(calloutInstance),
  }),
  assignmentRequests: z.object({
    id: text,
    requestType: optionalText,
    state: optionalText,
    status: optionalText,
    createdDateTime: optionalText,
    completedDateTime: optionalText,
    accessPackageId: optionalText,
    accessPackageName: optionalText,
    requestorSubjectId: optionalText,
    requestorObjectId: optionalText,
    requestorType: optionalText,
    requestorName: optionalText,
    requestorPrincipalName: optionalText,
    assignmentId: optionalText,
    justification: optionalText,
    startDateTime: optionalText,
    expiration,
    customExtensionCalloutInstances: z.array(calloutInstance),
  }),
  connectedOrganizations: z.object({
    id: text,
    displayName: text,
    description: optionalText,
    state: optionalText,
    identitySources: optionalJson,
    createdDateTime: optionalText,
    modifiedDateTime: optionalText,
  }),
  internalSponsors: sponsor,
  externalSponsors: sponsor,
  entitlementSettings: z.object({
    id: text,
    externalUserLifecycleAction: optionalText,
    durationUntilExternalUserDeletedAfterBlocked: optionalText,
  }),
  entitlementRoleDefinitions: z.object({
    id: text,
    displayName: text,
    isBuiltIn: optionalFlag,
    isEnabled: optionalFlag,
    templateId: optionalText,
    allowedResourceActions: z.array(text),
  }),
  /** Explicit assignments only: those of a group are its members', and directory roles reach further. */
  entitlementRoleAssignments: z.object({
    id: text,
    roleDefinitionId: text,
    principalId: text,
    principalType: text,
    principalName: text,
    appScopeId: optionalText,
  }),
} as const;
