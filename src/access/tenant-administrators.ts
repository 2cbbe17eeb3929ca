import type { Membership } from "../domain/access.ts";
import type { Delegations, TenantAdministrator } from "../domain/delegation.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { AccessModel } from "./access-model.ts";
import { holdersOfGrants, membershipAt, type RoleGrant } from "./role-holders.ts";

/**
 * Directory roles that administer entitlement management, by template: Global Administrator and Identity Governance
 * Administrator (https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
 */
const administering: ReadonlySet<string> = new Set([
  "62e90394-69f5-4237-9190-012177145e10",
  "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",
]);

type Grant = RoleGrant & { readonly roleDefinitionId: string };

/**
 * Everybody who administers entitlement management by a directory role. Who has activated the role for the hour counts as
 * eligible, like before and after.
 */
export function tenantAdministratorsOf(snapshot: Snapshot, model: AccessModel): Delegations<TenantAdministrator> {
  const roles = new Map<string, Row<"directoryRoleDefinitions">>();
  for (const role of snapshot.rows("directoryRoleDefinitions")) {
    if (administering.has(role.templateId ?? role.id)) roles.set(role.id, role);
  }
  const grants = [...assigned(snapshot), ...eligible(snapshot, model.asOf)];
  const { held, unknown } = holdersOfGrants(
    grants.filter(({ roleDefinitionId }) => roles.has(roleDefinitionId)),
    snapshot,
    model,
  );
  return {
    held: held.map(({ grant: { roleDefinitionId: id }, ...holder }) => ({
      ...holder,
      role: { kind: "directoryRole", id: roles.get(id)?.templateId ?? id, name: roles.get(id)?.displayName ?? id },
    })),
    unknown,
  };
}

function assigned(snapshot: Snapshot): readonly Grant[] {
  const activated = new Set<string>();
  for (const { roleDefinitionId, principalId, assignmentType } of snapshot.columns("directoryRoleAssignmentSchedules", [
    "roleDefinitionId",
    "principalId",
    "assignmentType",
  ])) {
    if (assignmentType?.toLowerCase() === "activated") activated.add(`${roleDefinitionId} ${principalId}`);
  }
  return Array.from(snapshot.rows("directoryRoleAssignments"), (row) =>
    grantOf(row, activated.has(`${row.roleDefinitionId} ${row.principalId}`) ? "eligible" : "active"),
  );
}

function eligible(snapshot: Snapshot, asOf: Date): readonly Grant[] {
  return [...snapshot.rows("directoryRoleEligibilities")].flatMap((row) => {
    const membership = membershipAt(row, asOf);
    return membership === null ? [] : [grantOf(row, membership)];
  });
}

function grantOf(
  { roleDefinitionId, principalId, evidence }: Pick<Grant, "roleDefinitionId" | "principalId" | "evidence">,
  membership: Membership,
): Grant {
  return { roleDefinitionId, principalId, principalType: "unknown", principalName: "", membership, evidence };
}
