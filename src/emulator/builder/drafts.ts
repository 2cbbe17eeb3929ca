import type { AssignmentState, RequestState, RequestType } from "../tenant/governance.ts";
import type { AssignmentPolicy, CustomExtensionStage, Expiration } from "../tenant/policy.ts";
import type { AppOptions, GroupOptions, Keyed, UserOptions } from "./directory-options.ts";
import type { DirectoryRoleDraft, GovernanceRoleDraft, PrivilegedGroupDraft } from "./privilege-drafts.ts";

export type CatalogOptions = Keyed & {
  readonly description?: string;
  readonly unpublished?: boolean;
  readonly externallyVisible?: boolean;
};

export type ExtensionOptions = Keyed & {
  readonly catalog: string;
  /** What the extension is called about: a request in any stage, or an assignment about to end. */
  readonly about: "request" | "assignment";
  readonly waitsForCallback?: boolean;
  /** Called as before 2023, without proof of possession. */
  readonly bearerToken?: boolean;
  /** Where its logic app runs, if not with the others. */
  readonly resourceGroup?: string;
};

/** What a package gives: membership or ownership of a group, a role of an app, or a role on a site. */
export type Granted =
  | { readonly group: string; readonly as?: "Member" | "Owner" }
  | { readonly app: string; readonly role: string }
  | { readonly site: string; readonly role: "Owners" | "Visitors" | "Members" };

export type AccessPackageOptions = Keyed & {
  readonly description?: string;
  /** `General` where not said: every tenant has that catalog. */
  readonly catalog?: string;
  readonly grants?: readonly Granted[];
  readonly hidden?: boolean;
};

type PolicySettings = Omit<
  AssignmentPolicy,
  "id" | "accessPackageId" | "displayName" | "createdDateTime" | "modifiedDateTime" | "customExtensionStageSettings"
>;

export type PolicyOptions = Partial<PolicySettings> & {
  readonly accessPackage: string;
  readonly stages?: readonly { readonly stage: CustomExtensionStage; readonly extension: string }[];
};

/** Somebody who has no account in the tenant yet. */
export type Outsider = {
  readonly displayName: string;
  readonly email: string;
  readonly connectedOrganization?: string;
};

export type AssignOptions = {
  readonly state?: AssignmentState;
  readonly status?: string;
  /** Thirty days ago where not said. */
  readonly from?: Date;
  /** Null: no end. */
  readonly until?: Date | null;
  /** Where an end date does not say it. */
  readonly expiration?: Expiration;
  /** A policy of the package by name; its first one where not said. */
  readonly policy?: string;
  /** The request behind it; null where none is left. */
  readonly request?: RequestType | null;
  readonly justification?: string;
  /** False: delivered on paper, without what the package gives. */
  readonly granted?: boolean;
};

export type RequestOptions = {
  readonly type?: RequestType;
  readonly state?: RequestState;
  readonly status?: string;
  readonly created?: Date;
  readonly completed?: Date | null;
  readonly justification?: string;
  /** A custom extension that was called, and what came of it. */
  readonly called?: { readonly extension: string; readonly status: "callbackReceived" | "calloutFailed" };
};

export type ConnectedOrganizationOptions = Keyed & {
  readonly description?: string;
  readonly tenantId?: string;
  readonly proposed?: boolean;
  readonly internalSponsors?: readonly string[];
  readonly externalSponsors?: readonly string[];
};

/** Something told to the builder, with the id it will have. */
export type Draft<Options> = Options & { readonly id: string; readonly key: string; readonly name: string };

export type AppRoleDraft = { readonly principal: string; readonly app: string; readonly role: string | null };

export type AssignmentDraft = AssignOptions & {
  readonly id: string;
  readonly target: string | Outsider;
  readonly accessPackage: string;
};

export type RequestDraft = RequestOptions & {
  readonly id: string;
  readonly requestor: string | Outsider;
  readonly accessPackage: string;
};

/** Everything told to the builder, in the order told. */
export type Drafts = {
  readonly users: Draft<UserOptions>[];
  readonly groups: Draft<GroupOptions>[];
  readonly apps: Draft<AppOptions>[];
  readonly appRoles: AppRoleDraft[];
  readonly directoryRoles: DirectoryRoleDraft[];
  readonly privilegedGroups: PrivilegedGroupDraft[];
  readonly governanceRoles: GovernanceRoleDraft[];
  readonly catalogs: Draft<CatalogOptions>[];
  readonly extensions: Draft<ExtensionOptions>[];
  readonly accessPackages: Draft<AccessPackageOptions>[];
  readonly policies: Draft<PolicyOptions>[];
  readonly incompatiblePackages: { readonly accessPackage: string; readonly other: string }[];
  readonly incompatibleGroups: { readonly accessPackage: string; readonly group: string }[];
  readonly assignments: AssignmentDraft[];
  readonly requests: RequestDraft[];
  readonly connectedOrganizations: Draft<ConnectedOrganizationOptions>[];
};

export function noDrafts(): Drafts {
  return {
    users: [],
    groups: [],
    apps: [],
    appRoles: [],
    directoryRoles: [],
    privilegedGroups: [],
    governanceRoles: [],
    catalogs: [],
    extensions: [],
    accessPackages: [],
    policies: [],
    incompatiblePackages: [],
    incompatibleGroups: [],
    assignments: [],
    requests: [],
    connectedOrganizations: [],
  };
}
