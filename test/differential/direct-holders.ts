import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { AccessPointKind } from "../../src/domain/access.ts";

const rows = z.array(z.object({ point: z.string(), holder: z.string() }));

/** Who is named as holding something right now, kind by kind, in the words of the tables themselves. */
const statements: { readonly [Kind in AccessPointKind]?: string } = {
  accessPackage: `SELECT accessPackageId AS point, targetObjectId AS holder FROM assignments WHERE ${isActive("assignments")}`,
  site: `SELECT scopeOriginId || '/' || roleName AS point, targetObjectId AS holder
    FROM resourceRoleScopes JOIN assignments USING (accessPackageId)
    WHERE originSystem = 'SharePointOnline' AND ${isActive("assignments")}`,
  group: "SELECT groupId AS point, memberId AS holder FROM groupMembers WHERE memberType = 'user'",
  groupOwnership: "SELECT groupId || '/owner' AS point, ownerId AS holder FROM groupOwners",
  appRole: `SELECT resourceId || '/' || appRoleId AS point, principalId AS holder FROM appRoleAssignments
    WHERE principalType = 'User'`,
  directoryRole: `SELECT a.roleDefinitionId AS point, a.principalId AS holder FROM directoryRoleAssignments a
      JOIN users u ON u.id = a.principalId
    WHERE NOT EXISTS (SELECT 1 FROM directoryRoleAssignmentSchedules s
      WHERE s.principalId = a.principalId AND s.roleDefinitionId = a.roleDefinitionId)
    UNION SELECT s.roleDefinitionId, s.principalId FROM directoryRoleAssignmentSchedules s
      JOIN users u ON u.id = s.principalId
    WHERE s.startDateTime <= :asOf AND (s.endDateTime IS NULL OR s.endDateTime > :asOf)`,
  catalogRole: `SELECT replace(appScopeId, '/AccessPackageCatalog/', '') || '/' || roleDefinitionId AS point,
      principalId AS holder FROM entitlementRoleAssignments WHERE principalType = 'user' AND appScopeId <> '/'`,
};

function isActive(table: string): string {
  return `lower(${table}.state) IN ('delivered', 'partiallydelivered') AND ${table}.startDateTime <= :asOf
    AND (${table}.expiration ->> 'endDateTime' IS NULL OR ${table}.expiration ->> 'endDateTime' > :asOf)`;
}

export function directHolders(
  database: DatabaseSync,
  asOf: Date,
): readonly (readonly [AccessPointKind, z.infer<typeof rows>])[] {
  const moment = asOf.toISOString().replace(".000Z", "Z");
  return Object.entries(statements).map(([kind, sql]) => {
    const given = sql.includes(":asOf") ? { asOf: moment } : {};
    return [kind as AccessPointKind, rows.parse(database.prepare(sql).all(given))] as const;
  });
}
