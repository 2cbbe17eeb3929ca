import { literal, query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { directoryRoles, roleHolding } from "../role-management.ts";

/**
 * Who has which directory role now, standing or activated, role by role: that the list may be read unfiltered is not
 * documented (https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments).
 */
export const directoryRoleAssignments = defineCollector({
  section: "directoryRoleAssignments",
  permissions: ["RoleManagement.Read.Directory"],
  path: (roleId) => query(`${directoryRoles}/roleAssignments`, { filter: `roleDefinitionId eq ${literal(roleId)}` }),
  item: roleHolding,
  row: (item) => item,
});
