import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { expiration, name, optionalJson, optionalText, requiredFlag } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

export const policies = defineCollector({
  section: "policies",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => query(`${entitlementManagement}/assignmentPolicies`, { expand: "accessPackage" }),
  itemPath: (id) => query(`${entitlementManagement}/assignmentPolicies/${segment(id)}`, { expand: "accessPackage" }),
  item: z.object({
    id: z.string(),
    displayName: name,
    accessPackage: z.object({ id: z.string(), displayName: name }).nullish(),
    allowedTargetScope: optionalText,
    expiration,
    automaticRequestSettings: z.object({ requestAccessForAllowedTargets: requiredFlag }).nullish(),
    requestorSettings: optionalJson,
    requestApprovalSettings: optionalJson,
    reviewSettings: optionalJson,
    specificAllowedTargets: optionalJson,
  }),
  row: ({ accessPackage, automaticRequestSettings, ...item }) => ({
    ...item,
    accessPackageId: accessPackage?.id ?? null,
    accessPackageName: accessPackage?.displayName ?? "",
    isAutomatic: automaticRequestSettings?.requestAccessForAllowedTargets ?? false,
  }),
});
