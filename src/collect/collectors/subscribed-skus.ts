import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";

const servicePlan = z.object({ servicePlanName: z.string(), provisioningStatus: z.string() });

const subscribedSku = z.object({
  id: z.string(),
  skuPartNumber: z.string(),
  capabilityStatus: z.string(),
  servicePlans: z.array(servicePlan).default([]),
});

/** What the tenant has bought, by which it can be told what it is licensed for. Graph takes nothing but `$select` here. */
export const subscribedSkus = defineCollector({
  section: "subscribedSkus",
  permissions: ["Organization.Read.All"],
  path: () => query("/subscribedSkus", { select: Object.keys(subscribedSku.shape) }),
  item: subscribedSku,
  row: (item) => item,
});
