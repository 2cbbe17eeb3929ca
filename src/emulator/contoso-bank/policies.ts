import { daysBefore } from "../builder/dated.ts";
import type { PolicyOptions } from "../builder/drafts.ts";
import type { ApprovalStage, RequestApprovalSettings, ReviewSettings, SubjectSet } from "../tenant/policy.ts";

type Settings = Omit<PolicyOptions, "accessPackage">;

const manager: SubjectSet = { "@odata.type": "#microsoft.graph.requestorManager", managerLevel: 1 };
const internalSponsors: SubjectSet = { "@odata.type": "#microsoft.graph.internalSponsors" };

export function singleUser(userId: string): SubjectSet {
  return { "@odata.type": "#microsoft.graph.singleUser", userId };
}

export const selfService = {
  enableTargetsToSelfAddAccess: true,
  enableTargetsToSelfUpdateAccess: true,
  enableTargetsToSelfRemoveAccess: true,
  allowCustomAssignmentSchedule: false,
  enableOnBehalfRequestorsToAddAccess: false,
  enableOnBehalfRequestorsToUpdateAccess: false,
  enableOnBehalfRequestorsToRemoveAccess: false,
  onBehalfRequestors: [],
} as const;

/** Half a year, two approvals, and a quarterly review that takes away what nobody confirms. */
export function governed(controlOwner: SubjectSet, now: Date): Settings {
  return {
    allowedTargetScope: "allMemberUsers",
    requestorSettings: selfService,
    expiration: { type: "afterDuration", duration: "P180D", endDateTime: null },
    requestApprovalSettings: approvedBy([manager], [controlOwner]),
    reviewSettings: reviewEvery(3, "removeAccess", controlOwner, now),
  };
}

/** A year, the manager agrees, and a review that keeps what nobody looked at. */
export function lenient(reviewer: SubjectSet, now: Date): Settings {
  return {
    allowedTargetScope: "allMemberUsers",
    requestorSettings: selfService,
    expiration: { type: "afterDuration", duration: "P365D", endDateTime: null },
    requestApprovalSettings: approvedBy([manager]),
    reviewSettings: reviewEvery(3, "keepAccess", reviewer, now),
  };
}

/** No end, no approval, no review. */
export const standing: Settings = {
  allowedTargetScope: "allMemberUsers",
  requestorSettings: selfService,
  expiration: { type: "noExpiration", duration: null, endDateTime: null },
};

/** Administrators assign, and nobody said for how long. */
export const byAdministrators: Settings = {
  allowedTargetScope: "notSpecified",
  expiration: { type: "notSpecified", duration: null, endDateTime: null },
};

/** Anybody outside may ask, and gets it. */
export const openToTheWorld: Settings = {
  allowedTargetScope: "allExternalUsers",
  requestorSettings: selfService,
  expiration: { type: "afterDuration", duration: "P365D", endDateTime: null },
};

/** Given to and taken from whoever meets the rule. */
export const automatic: Settings = {
  allowedTargetScope: "specificDirectoryUsers",
  specificAllowedTargets: [
    {
      "@odata.type": "#microsoft.graph.attributeRuleMembers",
      description: "All staff",
      membershipRule: '(user.userType -eq "Member")',
    },
  ],
  automaticRequestSettings: {
    requestAccessForAllowedTargets: true,
    removeAccessWhenTargetLeavesAllowedTargets: true,
    gracePeriodBeforeAccessRemoval: "P7D",
  },
};

/** Ninety days for people of partner firms: their sponsor agrees first, the control owner second. */
export function forPartners(controlOwner: SubjectSet): Settings {
  return {
    allowedTargetScope: "allConfiguredConnectedOrganizationUsers",
    requestorSettings: selfService,
    expiration: { type: "afterDuration", duration: "P90D", endDateTime: null },
    requestApprovalSettings: approvedBy([internalSponsors], [controlOwner]),
  };
}

/** A month, one more to agree than a governed package asks, and a review every month. */
export function tighter(controlOwner: SubjectSet, deputy: SubjectSet, now: Date): Settings {
  return {
    ...governed(controlOwner, now),
    expiration: { type: "afterDuration", duration: "P30D", endDateTime: null },
    requestApprovalSettings: approvedBy([manager], [controlOwner], [deputy]),
    reviewSettings: reviewEvery(1, "removeAccess", controlOwner, now),
  };
}

/** One stage after the other, each asking all of its approvers. */
export function approvedBy(...stages: readonly (readonly SubjectSet[])[]): RequestApprovalSettings {
  return {
    isApprovalRequiredForAdd: true,
    isApprovalRequiredForUpdate: true,
    isRequestorJustificationRequired: true,
    stages: stages.map(
      (primaryApprovers): ApprovalStage => ({
        durationBeforeAutomaticDenial: "P14D",
        isApproverJustificationRequired: true,
        isEscalationEnabled: false,
        durationBeforeEscalation: "PT0S",
        primaryApprovers,
        fallbackPrimaryApprovers: [],
        escalationApprovers: [],
        fallbackEscalationApprovers: [],
      }),
    ),
  };
}

/** A review by one, that comes again every so many months. */
export function reviewEvery(
  months: number,
  expirationBehavior: ReviewSettings["expirationBehavior"],
  reviewer: SubjectSet,
  now: Date,
): ReviewSettings {
  const start = daysBefore(now, 200).toISOString();
  return {
    isEnabled: true,
    expirationBehavior,
    isRecommendationEnabled: true,
    isReviewerJustificationRequired: true,
    isSelfReview: false,
    schedule: {
      startDateTime: start,
      expiration: { type: "afterDuration", duration: "P14D", endDateTime: null },
      recurrence: {
        pattern: { type: "absoluteMonthly", interval: months, month: 0, dayOfMonth: 0, daysOfWeek: [] },
        range: { type: "noEnd", numberOfOccurrences: 0, startDate: start.slice(0, 10) },
      },
    },
    primaryReviewers: [reviewer],
    fallbackReviewers: [],
  };
}
