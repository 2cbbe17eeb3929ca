import type { Group, SignInActivity, SignInIdentity } from "../tenant/directory.ts";

/** Named by key wherever another object refers to it; the key is the display name where none is given. */
export type Keyed = { readonly key?: string };

export type UserOptions = Keyed & {
  readonly userPrincipalName?: string;
  readonly mail?: string | null;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly employeeId?: string;
  readonly guest?: boolean;
  readonly accountEnabled?: boolean;
  readonly created?: Date;
  /** Null: never signed in. */
  readonly lastSignIn?: Date | null;
  /** Where a single date does not say it. */
  readonly signInActivity?: SignInActivity;
  readonly connectedOrganization?: string;
  readonly manager?: string;
  readonly companyName?: string;
  readonly otherMails?: readonly string[];
  /** Its address as `SMTP:` where not said. */
  readonly proxyAddresses?: readonly string[];
  readonly identities?: readonly SignInIdentity[];
  /** Makes the account one that is synchronized. */
  readonly onPremises?: { readonly immutableId: string; readonly securityIdentifier: string };
  /** Only in the directory's deleted items, since then. */
  readonly deleted?: Date;
};

export type GroupOptions = Keyed & {
  readonly description?: string;
  /** Users, groups and service principals. */
  readonly members?: readonly string[];
  readonly owners?: readonly string[];
  /** Makes the group a dynamic one. */
  readonly membershipRule?: string;
  readonly microsoft365?: boolean;
  readonly synced?: boolean;
  readonly roleAssignable?: boolean;
  readonly visibility?: Group["visibility"];
  /** Only in the directory's deleted items, since then. */
  readonly deleted?: Date;
};

export type AppOptions = Keyed & {
  /** Roles for users and groups. */
  readonly roles?: readonly string[];
  /** Roles for other applications, such as `Group.Read.All` of Microsoft Graph. */
  readonly permissions?: readonly string[];
  readonly owners?: readonly string[];
  readonly appId?: string;
  /** The tenant it is registered in; its own where not said. */
  readonly ownerTenant?: string;
  readonly accountEnabled?: boolean;
  readonly managedIdentity?: boolean;
};
