import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { expiration, name, optionalText, requiredFlag, whole, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";
import { requestApprovalSettings, requestorSettings, reviewSettings, subjectSets } from "../policy-values.ts";

const stageSetting = z
  .object({ stage: z.string(), customExtension: z.object({ id: z.string() }).nullish() })
  .transform(({ stage, customExtension }) => ({ stage, customExtensionId: customExtension?.id ?? null }));

/**
 * Each policy by itself, 20 to a call: only this read is documented to give approval, requestor and review settings, and the
 * custom extensions of each stage (https://learn.microsoft.com/graph/api/accesspackageassignmentpolicy-get). A policy without settings of
 * its own for automatic assignment is one that people ask by
 * (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentpolicy).
 */
export const policies = defineCollector({
  section: "policies",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (id) => query(policy(id), { expand: "accessPackage,customExtensionStageSettings($expand=customExtension)" }),
  parentPath: (id) => query(policy(id), { select: ["id"] }),
  property: null,
  item: z.object({
    id: z.string(),
    displayName: name,
    description: optionalText,
    accessPackageId: optionalText,
    accessPackage: z.object({ id: z.string(), displayName: name }).nullish(),
    allowedTargetScope: optionalText,
    specificAllowedTargets: subjectSets,
    expiration,
    automaticRequestSettings: z.object({ requestAccessForAllowedTargets: requiredFlag }).nullish(),
    requestorSettings,
    requestApprovalSettings,
    reviewSettings,
    customExtensionStageSettings: z.array(stageSetting).nullish(),
    createdDateTime: optionalTime,
    modifiedDateTime: optionalTime,
  }),
  row: ({ accessPackage, accessPackageId, automaticRequestSettings, customExtensionStageSettings, ...item }) => ({
    ...item,
    customExtensionStageSettings: whole(customExtensionStageSettings),
    accessPackageId: accessPackage?.id ?? accessPackageId,
    accessPackageName: accessPackage?.displayName ?? "",
    isAutomatic: automaticRequestSettings?.requestAccessForAllowedTargets ?? false,
  }),
});

function policy(id: string): string {
  return `${entitlementManagement}/assignmentPolicies/${segment(id)}`;
}
