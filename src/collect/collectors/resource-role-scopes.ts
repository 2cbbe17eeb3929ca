import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, withBetaNames } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * What a package grants. There is no documented list of resource role scopes: they come expanded on the package
 * (https://learn.microsoft.com/graph/api/accesspackage-list-resourcerolescopes).
 */
export const resourceRoleScopes = defineCollector({
  section: "resourceRoleScopes",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (packageId) =>
    query(`${entitlementManagement}/accessPackages/${segment(packageId)}`, {
      select: ["id"],
      expand: "resourceRoleScopes($expand=role,scope)",
    }),
  property: "resourceRoleScopes",
  listPath: (packageId) =>
    query(`${entitlementManagement}/accessPackages/${segment(packageId)}/resourceRoleScopes`, { expand: "role,scope" }),
  item: withBetaNames(
    { accessPackageResourceRole: "role", accessPackageResourceScope: "scope" },
    z.object({
      id: z.string(),
      role: z.object({ originId: z.string(), originSystem: z.string(), displayName: name }),
      scope: z.object({ originId: z.string(), displayName: name }),
    }),
  ),
  row: ({ id, role, scope }, accessPackageId) => ({
    id,
    accessPackageId,
    originSystem: role.originSystem,
    roleOriginId: role.originId,
    roleName: role.displayName,
    scopeOriginId: scope.originId,
    scopeName: scope.displayName,
  }),
});
