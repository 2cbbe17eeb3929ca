import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * Which policies there are. The list is documented to give no more than a name
 * (https://learn.microsoft.com/graph/api/entitlementmanagement-list-assignmentpolicies); `policies` reads each whole.
 */
export const policyList = defineCollector({
  section: "policyList",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => query(`${entitlementManagement}/assignmentPolicies`, { select: ["id", "displayName"] }),
  item: z.object({ id: z.string(), displayName: name }),
  row: (item) => item,
});
