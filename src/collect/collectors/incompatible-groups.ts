import { z } from "zod";
import { segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/** The groups whose members are ineligible for the package. */
export const incompatibleGroups = defineCollector({
  section: "incompatibleGroups",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (packageId) => `${entitlementManagement}/accessPackages/${segment(packageId)}/incompatibleGroups`,
  parentPath: (packageId) => `${entitlementManagement}/accessPackages/${segment(packageId)}`,
  item: z.object({ id: z.string(), displayName: name }),
  row: ({ id, displayName }, accessPackageId) => ({ accessPackageId, groupId: id, groupName: displayName }),
});
