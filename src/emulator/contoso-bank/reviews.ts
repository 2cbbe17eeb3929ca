import { daysBefore } from "../builder/dated.ts";
import type {
  AccessReview,
  ReviewDecision,
  ReviewerScope,
  ReviewIdentity,
  ReviewInstance,
  ReviewScope,
} from "../tenant/access-review.ts";
import type { User } from "../tenant/directory.ts";
import { objectId } from "../tenant/object-id.ts";
import type { Tenant } from "../tenant.ts";
import { peopleOf } from "./people.ts";
import { groupSubject, packageSubject, type ReviewSubject } from "./review-subjects.ts";

/**
 * A review of each side of a payment, and one of a legacy group in which everybody reviews themselves: held and applied a
 * quarter ago, and held two weeks ago with decisions that nobody applied or made.
 */
export function reviewsOf(tenant: Tenant, now: Date): readonly AccessReview[] {
  const owner = tenant.users.find(({ displayName }) => displayName === peopleOf("Risk")[0]?.name) ?? null;
  const packages = ["Vendor Payment - Initiator", "Vendor Payment - Approver"];
  return [
    ...packages.map((name) => packageSubject(name, owner, tenant, now)),
    groupSubject("PAY-Approvers", tenant),
  ].map((subject) => reviewOf(subject, tenant, now));
}

function reviewOf(subject: ReviewSubject, tenant: Tenant, now: Date): AccessReview {
  const { name, query, reviewer } = subject;
  const id = objectId(tenant.organization.id, "accessReview", name);
  const scope = {
    "@odata.type": "#microsoft.graph.accessReviewQueryScope",
    queryType: "MicrosoftGraph",
    queryRoot: null,
  } as const;
  const common = { scope: { ...scope, query }, reviewers: reviewer === null ? [] : [reviewerScope(reviewer)] };
  return {
    id,
    displayName: `Quarterly review of ${name}`,
    descriptionForAdmins: `Quarterly review of ${name}`,
    descriptionForReviewers: "Does this person still need it?",
    status: "InProgress",
    createdDateTime: daysBefore(now, 200).toISOString(),
    lastModifiedDateTime: daysBefore(now, 200).toISOString(),
    createdBy: reviewer === null ? nobody : identityOf(reviewer),
    ...common,
    instanceEnumerationScope: null,
    fallbackReviewers: [],
    settings: settingsFrom(daysBefore(now, 200)),
    stageSettings: [],
    instances: [
      instanceOf(subject, common, { id, begun: 105, status: "Applied" }, now),
      instanceOf(subject, common, { id, begun: 14, status: "Completed" }, now),
    ],
  };
}

type Held = { readonly id: string; readonly begun: number; readonly status: "Applied" | "Completed" };

function instanceOf(
  { people, reviewer }: ReviewSubject,
  common: { readonly scope: ReviewScope; readonly reviewers: readonly ReviewerScope[] },
  { id: reviewId, begun, status }: Held,
  now: Date,
): ReviewInstance {
  const id = objectId(reviewId, "instance", `${begun}`);
  return {
    id,
    startDateTime: daysBefore(now, begun).toISOString(),
    endDateTime: daysBefore(now, begun - 10).toISOString(),
    status,
    ...common,
    fallbackReviewers: [],
    decisions: people.map((user, nth) => decisionOf(user, reviewer ?? user, { id, begun, status }, nth, now)),
  };
}

/** Of five, one is not looked at and one is denied; what the latest instance decided has not been applied. */
function decisionOf(user: User, reviewer: User, { id, begun, status }: Held, nth: number, now: Date): ReviewDecision {
  const decision = nth % 5 === 3 ? "NotReviewed" : nth % 5 === 4 && status === "Completed" ? "Deny" : "Approve";
  const isReviewed = decision !== "NotReviewed";
  const isApplied = isReviewed && status === "Applied";
  return {
    id: objectId(id, "decision", user.id),
    accessReviewId: id,
    decision,
    recommendation: nth % 7 === 2 ? "Deny" : "Approve",
    justification: isReviewed ? "Checked against the rota" : "",
    reviewedBy: isReviewed ? identityOf(reviewer) : nobody,
    reviewedDateTime: isReviewed ? daysBefore(now, begun - 4).toISOString() : null,
    applyResult: isApplied ? "AppliedSuccessfully" : "New",
    appliedBy: isApplied ? identityOf(reviewer) : nobody,
    appliedDateTime: isApplied ? daysBefore(now, begun - 11).toISOString() : null,
    principal: { "@odata.type": "#microsoft.graph.userIdentity", ...identityOf(user) },
    principalLink: `https://graph.microsoft.com/v1.0/users/${user.id}`,
    resource: null,
    resourceLink: null,
  };
}

const nobody: ReviewIdentity = {
  id: "00000000-0000-0000-0000-000000000000",
  displayName: "",
  userPrincipalName: "",
};

function identityOf({ id, displayName, userPrincipalName }: User): ReviewIdentity {
  return { id, displayName, userPrincipalName };
}

function reviewerScope({ id }: User): ReviewerScope {
  return { query: `/v1.0/users/${id}`, queryType: "MicrosoftGraph", queryRoot: null };
}

function settingsFrom(start: Date): AccessReview["settings"] {
  return {
    mailNotificationsEnabled: true,
    reminderNotificationsEnabled: true,
    justificationRequiredOnApproval: true,
    defaultDecisionEnabled: false,
    defaultDecision: "None",
    instanceDurationInDays: 10,
    autoApplyDecisionsEnabled: false,
    recommendationsEnabled: true,
    recurrence: {
      pattern: {
        type: "absoluteMonthly",
        interval: 3,
        month: 0,
        dayOfMonth: 0,
        daysOfWeek: [],
        firstDayOfWeek: "sunday",
      },
      range: {
        type: "noEnd",
        numberOfOccurrences: 0,
        startDate: start.toISOString().slice(0, 10),
        endDate: "9999-12-31",
      },
    },
    applyActions: [{ "@odata.type": "#microsoft.graph.removeAccessApplyAction" }],
  };
}
