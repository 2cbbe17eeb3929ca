import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { name, optionalFlag, optionalText } from "../graph-values.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { governanceLicence } from "../licences.ts";

export const catalogs = defineCollector({
  section: "catalogs",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => `${entitlementManagement}/catalogs`,
  item: z.object({
    id: z.string(),
    displayName: name,
    description: optionalText,
    state: optionalText,
    catalogType: optionalText,
    isExternallyVisible: optionalFlag,
    createdDateTime: optionalText,
    modifiedDateTime: optionalText,
  }),
  row: (item) => item,
});
