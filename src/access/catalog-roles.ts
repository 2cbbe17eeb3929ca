import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { PointGrant } from "./granted.ts";
import { always } from "./span.ts";

const catalogScope = /^\/AccessPackageCatalog\/(?<catalogId>[^/]+)$/iu;

/** `catalogId` is null for a role that is held over all catalogs. */
export function catalogRolePointId(catalogId: string | null, roleDefinitionId: string): string {
  return `${catalogId ?? ""}/${roleDefinitionId}`;
}

/** Where a role over a catalog may be given: there, or over all catalogs. */
export function catalogRolePointIds(pointId: string): readonly string[] {
  const overAll = pointId.slice(pointId.indexOf("/"));
  return overAll === pointId ? [pointId] : [pointId, overAll];
}

/**
 * Who is given roles in entitlement management, which Graph tells of those named only: the members of groups hold them, too
 * (https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments).
 */
export function catalogRoleGrants(snapshot: Snapshot): readonly PointGrant[] {
  return [...snapshot.rows("entitlementRoleAssignments")].map(({ evidence, ...row }) => ({
    pointId: catalogRolePointId(catalogIn(row), row.roleDefinitionId),
    principalId: row.principalId,
    toGroup: row.principalType.toLowerCase() === "group",
    membership: "active",
    span: always,
    hop: { kind: "catalogRoleAssignment", id: row.id, name: "assigned" },
    evidence,
  }));
}

function catalogIn({ appScopeId }: Row<"entitlementRoleAssignments">): string | null {
  return catalogScope.exec(appScopeId ?? "")?.groups?.["catalogId"] ?? null;
}
