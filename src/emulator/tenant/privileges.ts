/** Null: since ever, and without end. */
type Term = { readonly startDateTime: string | null; readonly endDateTime: string | null };

/** A standing privilege, or one that an eligible principal has activated for some hours. */
type Active = { readonly assignmentType: "Assigned" | "Activated" };

/** A directory role that a principal may activate; `directoryScopeId` is `/` for the whole tenant. */
export type DirectoryRoleEligibility = Term & {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
};

export type DirectoryRoleAssignment = DirectoryRoleEligibility & Active;

/** Membership or ownership of a group that a principal may activate. */
export type GroupEligibility = Term & {
  readonly id: string;
  readonly groupId: string;
  readonly principalId: string;
  readonly accessId: "member" | "owner";
};

export type GroupAssignment = GroupEligibility & Active;

/** A role within entitlement management; `appScopeId` is `/AccessPackageCatalog/<id>`, or `/` for all catalogs. */
export type GovernanceRoleAssignment = {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly appScopeId: string;
};
