import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { Power, Powers } from "./power.ts";

/**
 * Roles of entitlement management whose holders can assign packages
 * (https://learn.microsoft.com/entra/id-governance/entitlement-management-delegate).
 */
const assigning: ReadonlySet<string> = new Set([
  "ae79f266-94d4-4dab-b730-feca7e132178",
  "7f480852-ebdc-47d4-87de-0d8498384a83",
  "e2182095-804a-4656-ae11-64734e9b7ae5",
]);

/** What delegates of catalogs can give access to. */
export function catalogPowers(snapshot: Snapshot): Powers {
  const roles = new Map<string, string>();
  for (const { id, templateId, displayName } of snapshot.columns("entitlementRoleDefinitions", [
    "id",
    "templateId",
    "displayName",
  ]))
    if (assigning.has((templateId ?? id).toLowerCase())) roles.set(id, displayName);
  const catalogs = new Map<string, string>();
  for (const { catalogId, catalogName } of snapshot.columns("accessPackages", ["catalogId", "catalogName"]))
    if (catalogId !== null) catalogs.set(catalogId, catalogName ?? catalogId);

  const [powers, unknown]: [Power[], string[]] = [[], []];
  for (const { roleDefinitionId, principalId: holderId, appScopeId, evidence } of snapshot.rows(
    "entitlementRoleAssignments",
  )) {
    const role = roles.get(roleDefinitionId);
    if (role === undefined) continue;
    const id = /^\/AccessPackageCatalog\/(?<id>[^/]+)$/iu.exec(appScopeId ?? "")?.groups?.["id"];
    const common = { holderId, membership: "active", evidence: [evidence] } as const;
    if (appScopeId === "/") powers.push({ ...common, scope: { kind: "packages" }, hops: [`${role} of all catalogs`] });
    else if (id !== undefined)
      powers.push({ ...common, scope: { kind: "catalog", id }, hops: [`${role} of "${catalogs.get(id) ?? id}"`] });
    else unknown.push(`what "${role}" of ${appScopeId ?? "a scope that is not told"} reaches is not known`);
  }
  return { powers, unknown };
}
