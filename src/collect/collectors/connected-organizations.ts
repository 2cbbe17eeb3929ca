import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, optionalJson, optionalText } from "../graph-values.ts";
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
    createdDateTime: optionalText,
    modifiedDateTime: optionalText,
  }),
  row: (item) => item,
});
