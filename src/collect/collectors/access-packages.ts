import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, optionalFlag, optionalText, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

export const accessPackages = defineCollector({
  section: "accessPackages",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => query(`${entitlementManagement}/accessPackages`, { expand: "catalog" }),
  itemPath: (id) => query(`${entitlementManagement}/accessPackages/${segment(id)}`, { expand: "catalog" }),
  item: z.object({
    id: z.string(),
    displayName: name,
    description: optionalText,
    isHidden: optionalFlag,
    createdDateTime: optionalTime,
    modifiedDateTime: optionalTime,
    catalogId: optionalText,
    catalog: z.object({ id: z.string(), displayName: name }).nullish(),
  }),
  row: ({ catalog, catalogId, ...item }) => ({
    ...item,
    catalogId: catalog?.id ?? catalogId,
    catalogName: catalog?.displayName ?? null,
  }),
});
