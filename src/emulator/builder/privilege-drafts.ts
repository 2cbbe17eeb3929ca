import type { DirectoryRoleName, GovernanceRoleName } from "../tenant/role-definitions.ts";

/** How a privilege is held, and when; since ever and without end where not said. */
export type PrivilegeOptions = {
  readonly held?: "assigned" | "activated" | "eligible";
  readonly from?: Date;
  readonly until?: Date;
};

export type DirectoryRoleDraft = PrivilegeOptions & { readonly principal: string; readonly role: DirectoryRoleName };

export type PrivilegedGroupDraft = PrivilegeOptions & {
  readonly principal: string;
  readonly group: string;
  readonly as: "member" | "owner";
};

/** Null: in all catalogs. */
export type GovernanceRoleDraft = {
  readonly principal: string;
  readonly role: GovernanceRoleName;
  readonly catalog: string | null;
};
