/** How long an assignment lasts; `duration` is ISO 8601 (`P180D`). */
export type Expiration = {
  readonly type: "notSpecified" | "noExpiration" | "afterDateTime" | "afterDuration";
  readonly duration: string | null;
  readonly endDateTime: string | null;
};

/** Who may approve, review or be targeted, such as `{ "@odata.type": "#microsoft.graph.singleUser", userId }`. */
export type SubjectSet = { readonly "@odata.type": `#microsoft.graph.${string}` } & Readonly<
  Record<string, string | number>
>;

export type ApprovalStage = {
  readonly durationBeforeAutomaticDenial: string;
  readonly isApproverJustificationRequired: boolean;
  readonly isEscalationEnabled: boolean;
  readonly durationBeforeEscalation: string;
  readonly primaryApprovers: readonly SubjectSet[];
  readonly fallbackPrimaryApprovers: readonly SubjectSet[];
  readonly escalationApprovers: readonly SubjectSet[];
  readonly fallbackEscalationApprovers: readonly SubjectSet[];
};

export type RequestApprovalSettings = {
  readonly isApprovalRequiredForAdd: boolean;
  readonly isApprovalRequiredForUpdate: boolean;
  readonly isRequestorJustificationRequired: boolean;
  readonly stages: readonly ApprovalStage[];
};

export type RequestorSettings = {
  readonly enableTargetsToSelfAddAccess: boolean;
  readonly enableTargetsToSelfUpdateAccess: boolean;
  readonly enableTargetsToSelfRemoveAccess: boolean;
  readonly allowCustomAssignmentSchedule: boolean;
  readonly enableOnBehalfRequestorsToAddAccess: boolean;
  readonly enableOnBehalfRequestorsToUpdateAccess: boolean;
  readonly enableOnBehalfRequestorsToRemoveAccess: boolean;
  readonly onBehalfRequestors: readonly SubjectSet[];
};

export type ReviewSettings = {
  readonly isEnabled: boolean;
  readonly expirationBehavior: "keepAccess" | "removeAccess" | "acceptAccessRecommendation";
  readonly isRecommendationEnabled: boolean;
  readonly isReviewerJustificationRequired: boolean;
  readonly isSelfReview: boolean;
  readonly schedule: ReviewSchedule;
  readonly primaryReviewers: readonly SubjectSet[];
  readonly fallbackReviewers: readonly SubjectSet[];
};

export type ReviewSchedule = {
  readonly startDateTime: string;
  readonly expiration: Expiration;
  readonly recurrence: {
    readonly pattern: {
      readonly type: "weekly" | "absoluteMonthly" | "absoluteYearly";
      readonly interval: number;
      readonly month: number;
      readonly dayOfMonth: number;
      readonly daysOfWeek: readonly string[];
    };
    readonly range: { readonly type: "noEnd"; readonly numberOfOccurrences: number; readonly startDate: string };
  };
};

export type AutomaticRequestSettings = {
  readonly requestAccessForAllowedTargets: boolean;
  readonly removeAccessWhenTargetLeavesAllowedTargets: boolean;
  readonly gracePeriodBeforeAccessRemoval: string;
};

export type CustomExtensionStage =
  | "assignmentRequestCreated"
  | "assignmentRequestApproved"
  | "assignmentRequestGranted"
  | "assignmentRequestRemoved"
  | "assignmentFourteenDaysBeforeExpiration"
  | "assignmentOneDayBeforeExpiration";

export type AllowedTargetScope =
  | "notSpecified"
  | "specificDirectoryUsers"
  | "specificConnectedOrganizationUsers"
  | "specificDirectoryServicePrincipals"
  | "allMemberUsers"
  | "allDirectoryUsers"
  | "allDirectoryServicePrincipals"
  | "allConfiguredConnectedOrganizationUsers"
  | "allExternalUsers";

/** Who may get a package, for how long, and who has to agree. */
export type AssignmentPolicy = {
  readonly id: string;
  readonly accessPackageId: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly createdDateTime: string;
  readonly modifiedDateTime: string;
  readonly allowedTargetScope: AllowedTargetScope;
  readonly specificAllowedTargets: readonly SubjectSet[];
  readonly expiration: Expiration;
  readonly requestorSettings: RequestorSettings;
  readonly requestApprovalSettings: RequestApprovalSettings;
  readonly reviewSettings: ReviewSettings | null;
  readonly automaticRequestSettings: AutomaticRequestSettings | null;
  readonly customExtensionStageSettings: readonly {
    readonly id: string;
    readonly stage: CustomExtensionStage;
    readonly customExtensionId: string;
  }[];
};
