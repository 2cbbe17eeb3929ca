import { z } from "zod";

const text = z.string();
const optionalText = z.string().nullable();
const optionalFlag = z.boolean().nullable();

/**
 * Who approves, reviews, requests or is targeted, by its kind without `microsoft.graph.`, such as `singleUser`; `id` is that
 * of the user, group, service principal or connected organization the kind names
 * (https://learn.microsoft.com/graph/api/resources/subjectset).
 */
const subjectSet = z.object({
  type: text,
  id: optionalText,
  managerLevel: z.number().nullable(),
  membershipRule: optionalText,
});
const subjectSets = z.array(subjectSet).nullable();

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

/** A policy with all that is nested in it. Null is what Graph did not say, at any depth: never "none", never "no". */
export const policyRow = z.object({
  id: text,
  displayName: text,
  description: optionalText,
  accessPackageId: optionalText,
  accessPackageName: text,
  allowedTargetScope: optionalText,
  specificAllowedTargets: subjectSets,
  expiration: z.object({ type: text, duration: optionalText, endDateTime: optionalText }).nullable(),
  isAutomatic: z.boolean(),
  requestorSettings: z
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
    .nullable(),
  requestApprovalSettings: z
    .object({
      isApprovalRequiredForAdd: optionalFlag,
      isApprovalRequiredForUpdate: optionalFlag,
      isRequestorJustificationRequired: optionalFlag,
      stages: z.array(approvalStage).nullable(),
    })
    .nullable(),
  reviewSettings: z
    .object({
      isEnabled: optionalFlag,
      expirationBehavior: optionalText,
      isSelfReview: optionalFlag,
      isRecommendationEnabled: optionalFlag,
      isReviewerJustificationRequired: optionalFlag,
      schedule: z.json().nullable(),
      primaryReviewers: subjectSets,
      fallbackReviewers: subjectSets,
    })
    .nullable(),
  customExtensionStageSettings: z.array(z.object({ stage: text, customExtensionId: optionalText })).nullable(),
  createdDateTime: optionalText,
  modifiedDateTime: optionalText,
});
