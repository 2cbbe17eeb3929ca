import type { CatalogDelegate, Delegations } from "../domain/delegation.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { AccessModel } from "./access-model.ts";
import { holdersOfGrants } from "./role-holders.ts";

type Assignment = SourcedRow<"entitlementRoleAssignments">;

/**
 * The roles that let somebody assign packages of a catalog, with or without changing them: catalog owner, access package
 * manager and access package assignment manager (https://learn.microsoft.com/entra/id-governance/entitlement-management-delegate).
 */
const changing: ReadonlySet<string> = new Set([
  "ae79f266-94d4-4dab-b730-feca7e132178",
  "7f480852-ebdc-47d4-87de-0d8498384a83",
  "e2182095-804a-4656-ae11-64734e9b7ae5",
]);

/** Catalog reader and catalog creator. */
const harmless: ReadonlySet<string> = new Set([
  "44272f93-9762-48e8-af59-1b5351b1d6b3",
  "ba92d953-d8e0-4e39-a797-0cbedb0a89e8",
]);

const catalogScope = /^\/AccessPackageCatalog\/(?<id>.+)$/iu;

/** Everybody who may give out or change what is in catalogs. Who does by a directory role stands among `tenantAdministrators`. */
export function catalogDelegatesOf(snapshot: Snapshot, model: AccessModel): Delegations<CatalogDelegate> {
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("entitlementRoleDefinitions", ["id", "displayName"]))
    names.set(id, displayName);
  const nameOf = (roleId: string): string => names.get(roleId) ?? roleId;

  const assignments = [...snapshot.rows("entitlementRoleAssignments")];
  const grants = assignments
    .filter(({ roleDefinitionId, appScopeId }) => changing.has(roleDefinitionId) && scopeOf(appScopeId) !== null)
    .map((row) => ({ ...row, membership: "active" as const }));
  const { held, unknown } = holdersOfGrants(grants, snapshot, model);
  return {
    held: held.map(({ grant: { roleDefinitionId: id, appScopeId }, ...holder }) => ({
      ...holder,
      role: { kind: "catalogRole", id, name: nameOf(id) },
      catalogId: scopeOf(appScopeId)?.catalogId ?? null,
    })),
    unknown: [...unknown, ...assignments.flatMap((row) => unreadable(row, nameOf))],
  };
}

/** One catalog, or all of them; null for a scope that sodscan does not know. */
function scopeOf(appScopeId: string | null): { readonly catalogId: string | null } | null {
  if (appScopeId === "/") return { catalogId: null };
  const catalogId = catalogScope.exec(appScopeId ?? "")?.groups?.["id"];
  return catalogId === undefined ? null : { catalogId };
}

function unreadable(assignment: Assignment, nameOf: (roleId: string) => string): readonly string[] {
  const { roleDefinitionId, appScopeId, principalName, principalId } = assignment;
  const who = principalName === "" ? principalId : principalName;
  if (harmless.has(roleDefinitionId)) return [];
  if (!changing.has(roleDefinitionId))
    return [`what the role "${nameOf(roleDefinitionId)}" of ${who} allows is not known`];
  return scopeOf(appScopeId) === null
    ? [`over which catalogs ${who} is ${nameOf(roleDefinitionId)} cannot be read (${appScopeId})`]
    : [];
}
