import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalFlag, optionalJson, optionalText } from "../graph-values.ts";
import { directoryRoles } from "../role-management.ts";

const roleDefinition = z.object({
  id: z.string(),
  displayName: name,
  templateId: optionalText,
  isBuiltIn: optionalFlag,
  isEnabled: optionalFlag,
  rolePermissions: optionalJson,
});

export const directoryRoleDefinitions = defineCollector({
  section: "directoryRoleDefinitions",
  permissions: ["RoleManagement.Read.Directory"],
  path: () => query(`${directoryRoles}/roleDefinitions`, { select: Object.keys(roleDefinition.shape) }),
  item: roleDefinition,
  row: (item) => item,
});
