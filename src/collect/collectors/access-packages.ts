import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, optionalFlag, optionalText } from "../graph-values.ts";

export const accessPackages = defineCollector({
  section: "accessPackages",
  permissions: ["EntitlementManagement.Read.All"],
  path: () => query(`${entitlementManagement}/accessPackages`, { expand: "catalog" }),
  item: z.object({
    id: z.string(),
    displayName: name,
    description: optionalText,
    isHidden: optionalFlag,
    createdDateTime: optionalText,
    modifiedDateTime: optionalText,
    catalog: z.object({ id: z.string(), displayName: name }).nullish(),
  }),
  row: ({ catalog, ...item }) => ({
    ...item,
    catalogId: catalog?.id ?? null,
    catalogName: catalog?.displayName ?? null,
  }),
});
