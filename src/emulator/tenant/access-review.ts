/** Somebody who reviewed, applied or is reviewed. Graph's way to say nobody is an id of zeros and empty names. */
export type ReviewIdentity = {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
};

export type ReviewScope = {
  readonly "@odata.type": "#microsoft.graph.accessReviewQueryScope";
  readonly query: string;
  readonly queryType: "MicrosoftGraph";
  readonly queryRoot: string | null;
};

/** No reviewers at all: everybody reviews themselves. */
export type ReviewerScope = Omit<ReviewScope, "@odata.type">;

export type ReviewDecision = {
  readonly id: string;
  /** The instance's id. */
  readonly accessReviewId: string;
  readonly decision: "Approve" | "Deny" | "NotReviewed" | "DontKnow";
  readonly recommendation: "Approve" | "Deny" | "NoInfoAvailable";
  readonly justification: string;
  readonly reviewedBy: ReviewIdentity;
  readonly reviewedDateTime: string | null;
  readonly applyResult: "New" | "AppliedSuccessfully" | "AppliedWithUnknownFailure" | "ApplyNotSupported";
  readonly appliedBy: ReviewIdentity;
  readonly appliedDateTime: string | null;
  readonly principal: ReviewIdentity & { readonly "@odata.type": "#microsoft.graph.userIdentity" };
  readonly principalLink: string;
  readonly resource: Readonly<Record<string, string>> | null;
  readonly resourceLink: string | null;
};

export type ReviewInstance = {
  readonly id: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly status: "NotStarted" | "InProgress" | "Completed" | "Applied";
  readonly scope: ReviewScope;
  readonly reviewers: readonly ReviewerScope[];
  readonly fallbackReviewers: readonly ReviewerScope[];
  readonly decisions: readonly ReviewDecision[];
};

export type ReviewSeriesSettings = {
  readonly mailNotificationsEnabled: boolean;
  readonly reminderNotificationsEnabled: boolean;
  readonly justificationRequiredOnApproval: boolean;
  readonly defaultDecisionEnabled: boolean;
  readonly defaultDecision: "None" | "Approve" | "Deny" | "Recommendation";
  readonly instanceDurationInDays: number;
  readonly autoApplyDecisionsEnabled: boolean;
  readonly recommendationsEnabled: boolean;
  readonly recurrence: object;
  readonly applyActions: readonly { readonly "@odata.type": "#microsoft.graph.removeAccessApplyAction" }[];
};

/** One of up to three rounds that a review goes through. */
export type ReviewStageSettings = {
  readonly stageId: string;
  readonly dependsOn: readonly string[];
  readonly durationInDays: number;
  readonly recommendationsEnabled: boolean;
  readonly reviewers: readonly ReviewerScope[];
  readonly fallbackReviewers: readonly ReviewerScope[];
  readonly decisionsThatWillMoveToNextStage: readonly string[];
};

/** A review and the times it has been held. */
export type AccessReview = {
  readonly id: string;
  readonly displayName: string;
  readonly descriptionForAdmins: string;
  readonly descriptionForReviewers: string;
  readonly status: "NotStarted" | "InProgress" | "Completed";
  readonly createdDateTime: string;
  readonly lastModifiedDateTime: string;
  readonly createdBy: ReviewIdentity;
  readonly scope: ReviewScope;
  readonly instanceEnumerationScope: ReviewScope | null;
  readonly reviewers: readonly ReviewerScope[];
  readonly fallbackReviewers: readonly ReviewerScope[];
  readonly settings: ReviewSeriesSettings;
  readonly stageSettings: readonly ReviewStageSettings[];
  readonly instances: readonly ReviewInstance[];
};
