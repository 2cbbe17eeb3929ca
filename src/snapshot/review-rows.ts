import { z } from "zod";

const text = z.string();
const optionalText = z.string().nullable();
const optionalJson = z.json().nullable();

/** Access reviews of whatever kind, each time they were held, and every decision. */
export const accessReviewRows = {
  accessReviewDefinitions: z.object({
    id: text,
    displayName: text,
    status: optionalText,
    scope: optionalJson,
    instanceEnumerationScope: optionalJson,
    reviewers: optionalJson,
    fallbackReviewers: optionalJson,
    settings: optionalJson,
    stageSettings: optionalJson,
    createdById: optionalText,
    createdDateTime: optionalText,
    lastModifiedDateTime: optionalText,
  }),
  accessReviewInstances: z.object({
    definitionId: text,
    id: text,
    status: optionalText,
    scope: optionalJson,
    reviewers: optionalJson,
    fallbackReviewers: optionalJson,
    startDateTime: optionalText,
    endDateTime: optionalText,
  }),
  /** `reviewedById` and `appliedById` are null where nobody did. */
  accessReviewDecisions: z.object({
    definitionId: text,
    instanceId: text,
    id: text,
    principalId: optionalText,
    principalType: text,
    principalName: text,
    resource: optionalJson,
    resourceLink: optionalText,
    decision: optionalText,
    recommendation: optionalText,
    justification: optionalText,
    reviewedById: optionalText,
    reviewedDateTime: optionalText,
    applyResult: optionalText,
    appliedById: optionalText,
    appliedDateTime: optionalText,
  }),
} as const;
