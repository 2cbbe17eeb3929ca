import type { Expiration } from "./policy.ts";

export type CustomWorkflowExtension = {
  readonly "@odata.type":
    | "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension"
    | "#microsoft.graph.accessPackageAssignmentWorkflowExtension";
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly createdDateTime: string;
  readonly lastModifiedDateTime: string;
  readonly endpointConfiguration: Readonly<Record<string, string>>;
  readonly authenticationConfiguration: Readonly<Record<string, string>>;
  readonly callbackConfiguration: Readonly<Record<string, string>> | null;
};

export type Catalog = {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly catalogType: "userManaged" | "serviceDefault";
  readonly state: "published" | "unpublished";
  readonly isExternallyVisible: boolean;
  readonly createdDateTime: string;
  readonly modifiedDateTime: string;
  readonly customWorkflowExtensions: readonly CustomWorkflowExtension[];
};

/**
 * One thing a package grants. `roleOriginId` is `Member_<group id>` or `Owner_<group id>`, the app role's id, or the
 * number of a site role; `scopeOriginId` the group's id, the service principal's id, or the site's URL.
 */
export type ResourceRoleScope = {
  readonly id: string;
  readonly createdDateTime: string;
  readonly originSystem: "AadGroup" | "AadApplication" | "SharePointOnline";
  readonly roleOriginId: string;
  readonly roleName: string;
  readonly scopeOriginId: string;
  readonly scopeName: string;
  readonly resourceName: string;
};

/** Holders of `incompatibleAccessPackageIds` and members of `incompatibleGroupIds` are ineligible for this package; not the other way. */
export type AccessPackage = {
  readonly id: string;
  readonly catalogId: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly isHidden: boolean;
  readonly createdDateTime: string;
  readonly modifiedDateTime: string;
  readonly resourceRoleScopes: readonly ResourceRoleScope[];
  readonly incompatibleAccessPackageIds: readonly string[];
  readonly incompatibleGroupIds: readonly string[];
};

/** Entitlement management's own record of a person: `id` is never the directory object's id, `objectId` is. */
export type Subject = {
  readonly id: string;
  readonly objectId: string | null;
  readonly displayName: string;
  readonly email: string | null;
  readonly principalName: string | null;
  readonly subjectType: "user" | "servicePrincipal";
  readonly connectedOrganizationId: string | null;
};

export type Schedule = {
  readonly startDateTime: string | null;
  readonly recurrence: null;
  readonly expiration: Expiration;
};

type InEitherCasing<Word extends string> = Word | Capitalize<Word>;

/** Graph does not keep to one casing. */
export type AssignmentState = InEitherCasing<
  "delivering" | "partiallyDelivered" | "delivered" | "expired" | "deliveryFailed"
>;

export type Assignment = {
  readonly id: string;
  readonly accessPackageId: string;
  readonly policyId: string | null;
  readonly target: Subject;
  readonly state: AssignmentState;
  readonly status: string;
  readonly schedule: Schedule;
  readonly expiredDateTime: string | null;
};

export type RequestType = InEitherCasing<
  | "userAdd"
  | "userUpdate"
  | "userRemove"
  | "adminAdd"
  | "adminUpdate"
  | "adminRemove"
  | "systemAdd"
  | "systemUpdate"
  | "systemRemove"
  | "onBehalfAdd"
>;

export type RequestState = InEitherCasing<
  | "submitted"
  | "pendingApproval"
  | "delivering"
  | "delivered"
  | "deliveryFailed"
  | "denied"
  | "scheduled"
  | "canceled"
  | "partiallyDelivered"
>;

export type AssignmentRequest = {
  readonly id: string;
  readonly requestType: RequestType;
  readonly state: RequestState;
  readonly status: string;
  readonly createdDateTime: string;
  readonly completedDateTime: string | null;
  readonly justification: string | null;
  readonly schedule: Schedule;
  readonly accessPackageId: string;
  readonly assignmentId: string | null;
  readonly requestor: Subject | null;
  /** Calls of custom extensions; none where left out. */
  readonly customExtensionCalloutInstances?: readonly Callout[];
};

type Callout = {
  readonly id: string;
  readonly customExtensionId: string;
  readonly status: "calloutSent" | "callbackReceived" | "calloutFailed" | "callbackTimedOut" | "waitingForCallback";
  readonly detail: string;
  readonly externalCorrelationId: string;
};

export type ConnectedOrganization = {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly state: "configured" | "proposed";
  readonly createdDateTime: string;
  readonly modifiedDateTime: string;
  readonly identitySources: readonly Readonly<Record<string, string>>[];
  /** Ids of users or groups. */
  readonly internalSponsors: readonly string[];
  readonly externalSponsors: readonly string[];
};

export type EntitlementManagementSettings = {
  readonly id: string;
  readonly durationUntilExternalUserDeletedAfterBlocked: string;
  readonly externalUserLifecycleAction: "none" | "blockSignIn" | "blockSignInAndDelete";
};
