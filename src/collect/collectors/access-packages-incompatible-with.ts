import { z } from "zod";
import { segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/** The packages that declare this one incompatible: the other end of `incompatibleAccessPackages`, which it checks. */
export const accessPackagesIncompatibleWith = defineCollector({
  section: "accessPackagesIncompatibleWith",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (packageId) => `${entitlementManagement}/accessPackages/${segment(packageId)}/accessPackagesIncompatibleWith`,
  parentPath: (packageId) => `${entitlementManagement}/accessPackages/${segment(packageId)}`,
  item: z.object({ id: z.string(), displayName: name }),
  row: ({ id, displayName }, accessPackageId) => ({
    accessPackageId,
    incompatibleWithId: id,
    incompatibleWithName: displayName,
  }),
});
