import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, optionalJson, optionalText, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

export const connectedOrganizations = defineCollector({
  section: "connectedOrganizations",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => `${entitlementManagement}/connectedOrganizations`,
  item: z.object({
    id: z.string(),
    displayName: name,
    description: optionalText,
    state: optionalText,
    identitySources: optionalJson,
    createdDateTime: optionalTime,
    modifiedDateTime: optionalTime,
  }),
  row: (item) => item,
});
