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
  catalogRole: `SELECT ${world("roleDefinitionId")} || catalog.column1 || '/' || roleDefinitionId AS point,
      principalId AS holder FROM entitlementRoleAssignments, (VALUES ('c0'), ('c1')) AS catalog
    WHERE principalType = 'user'
      AND appScopeId IN ('/', '/AccessPackageCatalog/' || ${world("roleDefinitionId")} || catalog.column1)`,
};

/** Who is in any group itself and assigned any package, world by world (T1 over direct holdings). */
const bothDirectly = `SELECT ${world("groupId")} AS point, memberId AS holder FROM groupMembers
    JOIN assignments ON targetObjectId = memberId AND ${world("accessPackageId")} = ${world("groupId")}
  WHERE ${isActive("assignments")}`;

/** The beginning that all ids of a world share. */
function world(column: string): string {
  return `substr(${column}, 1, instr(${column}, '-'))`;
}

function isActive(table: string): string {
  return `lower(${table}.state) IN ('delivered', 'partiallydelivered') AND ${table}.startDateTime <= :asOf
    AND (${table}.expiration ->> 'endDateTime' IS NULL OR ${table}.expiration ->> 'endDateTime' > :asOf)`;
}

type Held = Readonly<Record<string, readonly string[]>>;

/** The holders of each access point by its kind and id, and those of both direct duties by their world, in order. */
export function directHolders(database: DatabaseSync, asOf: Date): { readonly points: Held; readonly both: Held } {
  const moment = asOf.toISOString().replace(".000Z", "Z");
  const told = (sql: string, prefix: string): readonly (readonly [string, readonly string[]])[] => {
    const found = rows.parse(database.prepare(sql).all(sql.includes(":asOf") ? { asOf: moment } : {}));
    const byPoint = Map.groupBy(found, ({ point }) => prefix + point);
    return [...byPoint].map(([point, held]) => [point, [...new Set(held.map(({ holder }) => holder))].sort()]);
  };
  return {
    points: Object.fromEntries(Object.entries(statements).flatMap(([kind, sql]) => told(sql, `${kind} `))),
    both: Object.fromEntries(told(bothDirectly, "")),
  };
}
