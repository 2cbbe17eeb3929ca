/** When an account was last used; Graph returns it on `$select` alone. */
export type SignInActivity = {
  readonly lastSignInDateTime: string | null;
  readonly lastNonInteractiveSignInDateTime: string | null;
  readonly lastSuccessfulSignInDateTime: string | null;
};

export type User = {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly employeeId: string | null;
  readonly userType: "Member" | "Guest";
  readonly accountEnabled: boolean;
  readonly createdDateTime: string;
  readonly signInActivity: SignInActivity | null;
  readonly companyName: string | null;
  readonly otherMails: readonly string[];
  readonly proxyAddresses: readonly string[];
  readonly identities: readonly SignInIdentity[];
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesImmutableId: string | null;
  readonly onPremisesSecurityIdentifier: string | null;
  /** The id of another user. */
  readonly managerId: string | null;
};

/** A name that the user signs in by, and who vouches for it. */
export type SignInIdentity = {
  readonly signInType: "userPrincipalName" | "federated" | "emailAddress";
  readonly issuer: string;
  readonly issuerAssignedId: string | null;
};

/** Something deleted that can still be restored: Graph keeps it for thirty days. */
export type Deleted<T> = T & { readonly deletedDateTime: string };

/** `members` and `owners` are the ids of direct members (users, groups, service principals) and owners. */
export type Group = {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly createdDateTime: string;
  readonly groupTypes: readonly ("DynamicMembership" | "Unified")[];
  readonly membershipRule: string | null;
  readonly mail: string | null;
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly securityEnabled: boolean;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly isAssignableToRole: boolean | null;
  readonly visibility: "Public" | "Private" | "HiddenMembership" | null;
  readonly members: readonly string[];
  readonly owners: readonly string[];
};

export type AppRole = {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly allowedMemberTypes: readonly ("User" | "Application")[];
};

export type ServicePrincipal = {
  readonly id: string;
  readonly appId: string;
  /** The tenant that the application is registered in. */
  readonly appOwnerOrganizationId: string;
  readonly displayName: string;
  readonly servicePrincipalType: "Application" | "ManagedIdentity";
  readonly accountEnabled: boolean;
  readonly appRoles: readonly AppRole[];
  /** Ids of users and service principals. */
  readonly owners: readonly string[];
};

/** The `appRoleId` of an assignment to an application without naming a role. */
export const defaultAppRoleId = "00000000-0000-0000-0000-000000000000";

/** `resourceId` is the service principal whose role it is. A group's direct members have the role too, nested ones not. */
export type AppRoleAssignment = {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
  readonly principalId: string;
  readonly principalType: "User" | "Group" | "ServicePrincipal";
  readonly resourceId: string;
};

export type Organization = {
  readonly id: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly verifiedDomains: readonly {
    readonly name: string;
    readonly type: "Managed" | "Federated";
    readonly capabilities: string;
    readonly isDefault: boolean;
    readonly isInitial: boolean;
  }[];
};
