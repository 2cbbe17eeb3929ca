import { z } from "zod";
import { optionalFlag, optionalJson, optionalText, typeName } from "./graph-values.ts";

/** Some payloads quote their integers (`"1"`). */
const optionalInteger = z
  .union([z.int(), z.string().regex(/^\d+$/u).transform(Number)])
  .nullish()
  .transform((value) => value ?? null);

const optionalId = z.string().nullish();

/** https://learn.microsoft.com/graph/api/resources/subjectset */
const subjectSet = z
  .object({
    "@odata.type": typeName,
    userId: optionalId,
    groupId: optionalId,
    servicePrincipalId: optionalId,
    connectedOrganizationId: optionalId,
    id: optionalId,
    managerLevel: optionalInteger,
    membershipRule: optionalText,
  })
  .transform(({ "@odata.type": type, managerLevel, membershipRule, ...ids }) => ({
    type,
    id: ids.userId ?? ids.groupId ?? ids.servicePrincipalId ?? ids.connectedOrganizationId ?? ids.id ?? null,
    managerLevel,
    membershipRule,
  }));

export const subjectSets = z
  .array(subjectSet)
  .nullish()
  .transform((value) => value ?? null);

const approvalStage = z.object({
  durationBeforeAutomaticDenial: optionalText,
  durationBeforeEscalation: optionalText,
  isApproverJustificationRequired: optionalFlag,
  isEscalationEnabled: optionalFlag,
  primaryApprovers: subjectSets,
  fallbackPrimaryApprovers: subjectSets,
  escalationApprovers: subjectSets,
  fallbackEscalationApprovers: subjectSets,
});

/** https://learn.microsoft.com/graph/api/resources/accesspackageassignmentapprovalsettings */
export const requestApprovalSettings = z
  .object({
    isApprovalRequiredForAdd: optionalFlag,
    isApprovalRequiredForUpdate: optionalFlag,
    isRequestorJustificationRequired: optionalFlag,
    stages: z
      .array(approvalStage)
      .nullish()
      .transform((value) => value ?? null),
  })
  .nullish()
  .transform((value) => value ?? null);

/** https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequestorsettings */
export const requestorSettings = z
  .object({
    enableTargetsToSelfAddAccess: optionalFlag,
    enableTargetsToSelfUpdateAccess: optionalFlag,
    enableTargetsToSelfRemoveAccess: optionalFlag,
    allowCustomAssignmentSchedule: optionalFlag,
    enableOnBehalfRequestorsToAddAccess: optionalFlag,
    enableOnBehalfRequestorsToUpdateAccess: optionalFlag,
    enableOnBehalfRequestorsToRemoveAccess: optionalFlag,
    onBehalfRequestors: subjectSets,
  })
  .nullish()
  .transform((value) => value ?? null);

/** https://learn.microsoft.com/graph/api/resources/accesspackageassignmentreviewsettings */
export const reviewSettings = z
  .object({
    isEnabled: optionalFlag,
    expirationBehavior: optionalText,
    isSelfReview: optionalFlag,
    isRecommendationEnabled: optionalFlag,
    isReviewerJustificationRequired: optionalFlag,
    schedule: optionalJson,
    primaryReviewers: subjectSets,
    fallbackReviewers: subjectSets,
  })
  .nullish()
  .transform((value) => value ?? null);
