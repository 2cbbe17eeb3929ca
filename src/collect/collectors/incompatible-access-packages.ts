import { z } from "zod";
import { segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/** The packages whose holders are ineligible for the package: one direction only. */
export const incompatibleAccessPackages = defineCollector({
  section: "incompatibleAccessPackages",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (packageId) => `${entitlementManagement}/accessPackages/${segment(packageId)}/incompatibleAccessPackages`,
  parentPath: (packageId) => `${entitlementManagement}/accessPackages/${segment(packageId)}`,
  item: z.object({ id: z.string(), displayName: name }),
  row: ({ id, displayName }, accessPackageId) => ({
    accessPackageId,
    incompatibleId: id,
    incompatibleName: displayName,
  }),
});
