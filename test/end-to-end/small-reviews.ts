import type { AccessReview, ReviewDecision, ReviewIdentity } from "../../src/emulator/tenant/access-review.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";

const nobody: ReviewIdentity = { id: "00000000-0000-0000-0000-000000000000", displayName: "", userPrincipalName: "" };
const scope = {
  "@odata.type": "#microsoft.graph.accessReviewQueryScope",
  query: "/v1.0/groups/all/transitiveMembers",
  queryType: "MicrosoftGraph",
  queryRoot: null,
} as const;

/** Reviews that were held twice each, of as many people as asked for; every third was not looked at. */
export function reviewsOf({ users }: Tenant, reviews: number, people: number): readonly AccessReview[] {
  return Array.from({ length: reviews }, (_, nth) => ({
    id: `review-${nth}`,
    displayName: `review ${nth}`,
    descriptionForAdmins: "",
    descriptionForReviewers: "",
    status: "InProgress",
    createdDateTime: "2026-01-01T00:00:00Z",
    lastModifiedDateTime: "2026-01-02T00:00:00Z",
    createdBy: users[0]!,
    scope,
    instanceEnumerationScope: null,
    reviewers: [{ query: "./manager", queryType: "MicrosoftGraph", queryRoot: "decisions" }],
    fallbackReviewers: [],
    settings: {
      mailNotificationsEnabled: true,
      reminderNotificationsEnabled: true,
      justificationRequiredOnApproval: true,
      defaultDecisionEnabled: false,
      defaultDecision: "None",
      instanceDurationInDays: 10,
      autoApplyDecisionsEnabled: false,
      recommendationsEnabled: true,
      recurrence: {},
      applyActions: [],
    },
    stageSettings: [],
    instances: ["spring", "autumn"].map((season) => ({
      id: `${season}-${nth}`,
      startDateTime: "2026-03-01T00:00:00Z",
      endDateTime: "2026-03-11T00:00:00Z",
      status: "Completed",
      scope,
      reviewers: [],
      fallbackReviewers: [],
      decisions: users.slice(0, people).map((user, index) => decisionOf(user, users[1]!, `${season}-${nth}`, index)),
    })),
  }));
}

function decisionOf(user: ReviewIdentity, reviewer: ReviewIdentity, instance: string, nth: number): ReviewDecision {
  const isReviewed = nth % 3 !== 2;
  const { id, displayName, userPrincipalName } = user;
  return {
    id: `${instance}-${nth}`,
    accessReviewId: instance,
    decision: isReviewed ? "Deny" : "NotReviewed",
    recommendation: "Deny",
    justification: "",
    reviewedBy: isReviewed ? reviewer : nobody,
    reviewedDateTime: isReviewed ? "2026-03-04T00:00:00Z" : null,
    applyResult: "New",
    appliedBy: nobody,
    appliedDateTime: null,
    principal: { "@odata.type": "#microsoft.graph.userIdentity", id, displayName, userPrincipalName },
    principalLink: `https://graph.microsoft.com/v1.0/users/${id}`,
    resource: null,
    resourceLink: null,
  };
}
