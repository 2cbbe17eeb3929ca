import type { SourcedRow } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { isInForce, type Power, type Powers, type Scope } from "./power.ts";

type Definition = SourcedRow<"directoryRoleDefinitions">;
type Held = Pick<
  SourcedRow<"directoryRoleAssignments">,
  "principalId" | "roleDefinitionId" | "directoryScopeId" | "evidence"
>;

/**
 * What built-in directory roles give access to, by template. Whoever can assign roles can make themselves Global Administrator
 * (https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
 */
const byTemplate: ReadonlyMap<string, readonly Scope[]> = new Map(
  Object.entries({
    "62e90394-69f5-4237-9190-012177145e10": [{ kind: "everything" }],
    "e8611ab8-c189-46e8-94e1-60213ab1f814": [{ kind: "everything" }],
    "e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8": [{ kind: "everything" }],
    "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e": [{ kind: "packages" }],
    "fdd7a751-b60b-444a-984c-02652fe8fa1c": [{ kind: "groups" }],
    "fe930be7-5e62-47db-91af-98c3a49a38b1": [{ kind: "groups" }],
    "3a2c62db-5318-420d-8d74-23affee5d9d5": [{ kind: "groups" }],
    "9360feb5-f418-4baa-8175-e2a00bac4301": [{ kind: "groups" }],
    "29232cdf-9323-42fd-ade2-1d097af3e4de": [{ kind: "microsoft365Groups" }],
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c": [{ kind: "microsoft365Groups" }],
    "69091246-20e8-4a56-aa4d-066075b2a7a8": [{ kind: "microsoft365Groups" }],
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": [{ kind: "applications" }],
    "158c047a-c907-4556-b7ef-446551a6b5f7": [{ kind: "applications" }],
    "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2": [{ kind: "applications" }],
  } as const),
);

/** What an action of a role of the tenant's own gives access to. */
const byAction: ReadonlyMap<string, Scope> = new Map([
  ["microsoft.directory/groups/members/update", { kind: "groups" }],
  ["microsoft.directory/groups.security/members/update", { kind: "groups" }],
  ["microsoft.directory/groups/alltasks", { kind: "groups" }],
  ["microsoft.directory/serviceprincipals/approleassignedto/update", { kind: "appRoles" }],
  ["microsoft.directory/serviceprincipals/credentials/update", { kind: "applications" }],
  ["microsoft.directory/applications/credentials/update", { kind: "applications" }],
]);

/** What directory roles let their holders give access to, now or once activated. */
export function directoryPowers(snapshot: Snapshot, asOf: Date): Powers {
  const roles = new Map<string, Definition>();
  for (const role of snapshot.rows("directoryRoleDefinitions")) roles.set(role.id, role);
  const [powers, unknown]: [Power[], string[]] = [[], []];
  const add = (held: Held, membership: Power["membership"]): void => {
    const role = roles.get(held.roleDefinitionId);
    const scopes = role === undefined ? [] : scopesOf(role);
    if (role === undefined || scopes.length === 0) return;
    if (held.directoryScopeId !== "/") {
      unknown.push(
        `what "${role.displayName}" reaches within ${held.directoryScopeId ?? "a scope that is not told"} is not read`,
      );
      return;
    }
    const hop = membership === "active" ? role.displayName : `${role.displayName} once activated`;
    for (const scope of scopes)
      powers.push({ holderId: held.principalId, scope, membership, hops: [hop], evidence: [held.evidence] });
  };
  for (const row of snapshot.rows("directoryRoleAssignments")) add(row, "active");
  for (const row of snapshot.rows("directoryRoleEligibilities")) if (isInForce(row, asOf)) add(row, "eligible");
  return { powers, unknown };
}

function scopesOf({ id, templateId, isBuiltIn, isEnabled, rolePermissions }: Definition): readonly Scope[] {
  if (isEnabled === false) return [];
  if (isBuiltIn !== false) return byTemplate.get((templateId ?? id).toLowerCase()) ?? [];
  const scopes = actionsIn(rolePermissions).flatMap((action) => byAction.get(action.toLowerCase()) ?? []);
  return [...new Set(scopes)];
}

function actionsIn(permissions: unknown): readonly string[] {
  if (typeof permissions === "string") return [permissions];
  return typeof permissions === "object" && permissions !== null ? Object.values(permissions).flatMap(actionsIn) : [];
}
