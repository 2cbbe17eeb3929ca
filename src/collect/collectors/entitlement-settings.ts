import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

export const entitlementSettings = defineCollector({
  section: "entitlementSettings",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => `${entitlementManagement}/settings`,
  property: null,
  item: z.object({
    id: z.string(),
    externalUserLifecycleAction: optionalText,
    durationUntilExternalUserDeletedAfterBlocked: optionalText,
  }),
  row: (item) => item,
});
