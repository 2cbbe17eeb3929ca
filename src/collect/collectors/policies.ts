import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { expiration, name, optionalJson, optionalText, requiredFlag } from "../graph-values.ts";

export const policies = defineCollector({
  section: "policies",
  permissions: ["EntitlementManagement.Read.All"],
  path: () => query(`${entitlementManagement}/assignmentPolicies`, { expand: "accessPackage" }),
  item: z.object({
    id: z.string(),
    displayName: name,
    accessPackageId: optionalText,
    accessPackage: z.object({ id: z.string(), displayName: name }).nullish(),
    allowedTargetScope: optionalText,
    expiration,
    automaticRequestSettings: z.object({ requestAccessForAllowedTargets: requiredFlag }).nullish(),
    requestorSettings: optionalJson,
    requestApprovalSettings: optionalJson,
    reviewSettings: optionalJson,
    specificAllowedTargets: optionalJson,
  }),
  row: ({ accessPackage, accessPackageId, automaticRequestSettings, ...item }) => ({
    ...item,
    accessPackageId: accessPackage?.id ?? accessPackageId,
    accessPackageName: accessPackage?.displayName ?? "",
    isAutomatic: automaticRequestSettings?.requestAccessForAllowedTargets ?? false,
  }),
});
