import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { name, optionalFlag, optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

export const entitlementRoleDefinitions = defineCollector({
  section: "entitlementRoleDefinitions",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => "/roleManagement/entitlementManagement/roleDefinitions",
  item: z.object({
    id: z.string(),
    displayName: name,
    isBuiltIn: optionalFlag,
    isEnabled: optionalFlag,
    templateId: optionalText,
    rolePermissions: z.array(z.object({ allowedResourceActions: z.array(z.string()).default([]) })).default([]),
  }),
  row: ({ rolePermissions, ...item }) => ({
    ...item,
    allowedResourceActions: rolePermissions.flatMap(({ allowedResourceActions }) => allowedResourceActions),
  }),
});
