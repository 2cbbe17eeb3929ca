import { z } from "zod";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SectionName } from "../domain/sections.ts";
import { entitlementRows } from "./entitlement-rows.ts";
import { accessReviewRows } from "./review-rows.ts";

const text = z.string();
const optionalText = z.string().nullable();
const optionalFlag = z.boolean().nullable();

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
  ...entitlementRows,
  ...accessReviewRows,
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
  catalogResources: ["catalogId", "id"],
  catalogResourceRoles: ["catalogId", "resourceId", "id"],
  customExtensions: ["catalogId", "id"],
  accessPackages: ["id"],
  resourceRoleScopes: ["accessPackageId", "id"],
  incompatibleAccessPackages: ["accessPackageId", "incompatibleId"],
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
};
