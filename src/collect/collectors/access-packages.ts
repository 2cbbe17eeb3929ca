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
    isHidden: optionalFlag,
    catalogId: optionalText,
    catalog: z.object({ id: z.string(), displayName: name }).nullish(),
  }),
  row: ({ id, displayName, isHidden, catalogId, catalog }) => ({
    id,
    displayName,
    isHidden,
    catalogId: catalog?.id ?? catalogId,
    catalogName: catalog?.displayName ?? null,
  }),
});
