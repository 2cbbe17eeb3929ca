import type { Row } from "../../src/snapshot/sections.ts";

type ReviewSettings = NonNullable<Row<"policies">["reviewSettings"]>;

/** The settings of a review by one user every quarter, which takes away what nobody confirms. */
export function quarterlyReview(more: Partial<ReviewSettings> = {}): Pick<Row<"policies">, "reviewSettings"> {
  return {
    reviewSettings: {
      isEnabled: true,
      expirationBehavior: "removeAccess",
      isSelfReview: false,
      isRecommendationEnabled: true,
      isReviewerJustificationRequired: true,
      schedule: { recurrence: { pattern: { type: "absoluteMonthly", interval: 3 } } },
      primaryReviewers: [{ type: "singleUser", id: "reviewer", managerLevel: null, membershipRule: null }],
      fallbackReviewers: [],
      ...more,
    },
  };
}

/** A policy that came whole and asks for no review. */
export const noReview: Pick<Row<"policies">, "reviewSettings" | "requestApprovalSettings"> = {
  reviewSettings: null,
  requestApprovalSettings: {
    isApprovalRequiredForAdd: false,
    isApprovalRequiredForUpdate: false,
    isRequestorJustificationRequired: false,
    stages: [],
  },
};

/** A review that comes again every quarter, of what a query names. */
export function aReview(
  id: string,
  query: string,
  more: Partial<Row<"accessReviewDefinitions">> = {},
): Row<"accessReviewDefinitions"> {
  return {
    id,
    displayName: `Review ${id}`,
    status: "InProgress",
    scope: { "@odata.type": "microsoft.graph.accessReviewQueryScope", query },
    instanceEnumerationScope: null,
    reviewers: [],
    fallbackReviewers: [],
    settings: { recurrence: { pattern: { type: "absoluteMonthly", interval: 3 } } },
    stageSettings: [],
    createdById: null,
    createdDateTime: null,
    lastModifiedDateTime: null,
    ...more,
  };
}
