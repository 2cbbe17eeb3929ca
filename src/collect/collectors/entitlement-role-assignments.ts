import { z } from "zod";
import { literal, query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalText, typeName } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * Who administers catalogs. Graph lists these under a filter only, so each role is asked for its own: one call for all
 * (https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments).
 */
export const entitlementRoleAssignments = defineCollector({
  section: "entitlementRoleAssignments",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (roleDefinitionId) =>
    query("/roleManagement/entitlementManagement/roleAssignments", {
      filter: `roleDefinitionId eq ${literal(roleDefinitionId)}`,
      expand: "principal",
    }),
  item: z.object({
    id: z.string(),
    roleDefinitionId: z.string(),
    principalId: z.string(),
    appScopeId: optionalText,
    principal: z.object({ "@odata.type": typeName, displayName: name }).nullish(),
  }),
  row: ({ principal, ...item }) => ({
    ...item,
    principalType: principal?.["@odata.type"] ?? "unknown",
    principalName: principal?.displayName ?? "",
  }),
});
