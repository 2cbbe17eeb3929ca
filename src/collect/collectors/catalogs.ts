import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { name, optionalFlag, optionalText, withBetaNames } from "../graph-values.ts";
import { entitlementManagement } from "../entitlement-management.ts";

/** Every tenant has the General catalog (https://learn.microsoft.com/graph/api/resources/accesspackagecatalog). */
export const catalogs = defineCollector({
  section: "catalogs",
  permissions: ["EntitlementManagement.Read.All"],
  neverEmpty: true,
  path: () => `${entitlementManagement}/catalogs`,
  item: withBetaNames(
    { catalogStatus: "state" },
    z.object({
      id: z.string(),
      displayName: name,
      state: optionalText,
      catalogType: optionalText,
      isExternallyVisible: optionalFlag,
    }),
  ),
  row: (item) => item,
});
