import { createHash } from "node:crypto";
import type { GovernanceRoleAssignment } from "../tenant/privileges.ts";
import { directoryRoles, governanceRoles } from "../tenant/role-definitions.ts";
import type { Tenant } from "../tenant.ts";
import type { Setting } from "./draft-directory.ts";
import type { Drafts } from "./drafts.ts";
import { keyWithin, type Names } from "./names.ts";
import type {
  DirectoryRoleDraft,
  GovernanceRoleDraft,
  PrivilegedGroupDraft,
  PrivilegeOptions,
} from "./privilege-drafts.ts";

type Privileges = Pick<
  Tenant,
  | "directoryRoleAssignments"
  | "directoryRoleEligibilities"
  | "groupAssignments"
  | "groupEligibilities"
  | "governanceRoleAssignments"
>;

export function privilegesOf(
  { directoryRoles: roles, privilegedGroups: groups, governanceRoles: delegations }: Drafts,
  { names }: Setting,
): Privileges {
  return {
    directoryRoleAssignments: roles
      .filter(isActive)
      .map((draft) => ({ ...directoryRoleOf(draft, "-1", names), assignmentType: assignmentTypeOf(draft) })),
    directoryRoleEligibilities: roles.filter(isEligible).map((draft) => directoryRoleOf(draft, "-1-e", names)),
    groupAssignments: groups
      .filter(isActive)
      .map((draft) => ({ ...groupPrivilegeOf(draft, names), assignmentType: assignmentTypeOf(draft) })),
    groupEligibilities: groups.filter(isEligible).map((draft) => groupPrivilegeOf(draft, names)),
    governanceRoleAssignments: delegations.map((draft) => governanceRoleOf(draft, names)),
  };
}

function isEligible({ held }: PrivilegeOptions): boolean {
  return held === "eligible";
}

function isActive(options: PrivilegeOptions): boolean {
  return !isEligible(options);
}

function assignmentTypeOf({ held }: PrivilegeOptions): "Assigned" | "Activated" {
  return held === "activated" ? "Activated" : "Assigned";
}

/** Ids end as Graph's do: `-1` for an assignment, `-1-e` for an eligibility. */
function directoryRoleOf(draft: DirectoryRoleDraft, suffix: string, names: Names) {
  const principalId = principalIn(names, draft.principal);
  const { id: roleDefinitionId } = directoryRoles[draft.role];
  const digest = createHash("sha256").update(`${roleDefinitionId}/${principalId}`).digest("base64url");
  return { id: `${digest}${suffix}`, principalId, roleDefinitionId, directoryScopeId: "/", ...termOf(draft) };
}

function groupPrivilegeOf(draft: PrivilegedGroupDraft, names: Names) {
  const { as: accessId, held = "assigned" } = draft;
  const groupId = names.id(draft.group, "group");
  const principalId = principalIn(names, draft.principal);
  const instance = names.derive("groupPrivilege", JSON.stringify([groupId, principalId, accessId, held]));
  return { id: `${groupId}_${accessId}_${instance}`, groupId, principalId, accessId, ...termOf(draft) };
}

function governanceRoleOf({ principal, role, catalog }: GovernanceRoleDraft, names: Names): GovernanceRoleAssignment {
  return {
    id: names.derive("governanceRole", keyWithin(keyWithin(principal, role), catalog ?? "/")),
    principalId: principalIn(names, principal),
    roleDefinitionId: governanceRoles[role].id,
    appScopeId: catalog === null ? "/" : `/AccessPackageCatalog/${names.id(catalog, "catalog")}`,
  };
}

function principalIn(names: Names, key: string): string {
  return names.id(key, "user", "group", "app");
}

function termOf({ from, until }: PrivilegeOptions) {
  return { startDateTime: from?.toISOString() ?? null, endDateTime: until?.toISOString() ?? null };
}
