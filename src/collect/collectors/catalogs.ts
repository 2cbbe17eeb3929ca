import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { name, optionalFlag, optionalText, withBetaNames, optionalTime } from "../graph-values.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { governanceLicence } from "../licences.ts";

/** Every tenant has the General catalog (https://learn.microsoft.com/graph/api/resources/accesspackagecatalog). */
export const catalogs = defineCollector({
  section: "catalogs",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  neverEmpty: true,
  path: () => `${entitlementManagement}/catalogs`,
  item: withBetaNames(
    { catalogStatus: "state" },
    z.object({
      id: z.string(),
      displayName: name,
      description: optionalText,
      state: optionalText,
      catalogType: optionalText,
      isExternallyVisible: optionalFlag,
      createdDateTime: optionalTime,
      modifiedDateTime: optionalTime,
    }),
  ),
  row: (item) => item,
});
