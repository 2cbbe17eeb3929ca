import { z } from "zod";
import { segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, optionalJson, optionalText, typeName, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * The Logic Apps a catalog's packages call at a request or an assignment. The callback's timeout goes by two names
 * (https://learn.microsoft.com/graph/api/accesspackagecatalog-list-accesspackagecustomworkflowextensions).
 */
export const customExtensions = defineCollector({
  section: "customExtensions",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (catalogId) => `${entitlementManagement}/catalogs/${segment(catalogId)}/customWorkflowExtensions`,
  parentPath: (catalogId) => `${entitlementManagement}/catalogs/${segment(catalogId)}`,
  item: z.object({
    "@odata.type": typeName,
    id: z.string(),
    displayName: name,
    description: optionalText,
    authenticationConfiguration: z.object({ "@odata.type": typeName }).nullish(),
    endpointConfiguration: optionalJson,
    clientConfiguration: optionalJson,
    callbackConfiguration: z
      .object({ "@odata.type": typeName, timeoutDuration: optionalText, durationBeforeTimeout: optionalText })
      .nullish(),
    createdDateTime: optionalTime,
    lastModifiedDateTime: optionalTime,
  }),
  row: ({ "@odata.type": type, authenticationConfiguration, callbackConfiguration: callback, ...item }, catalogId) => ({
    ...item,
    catalogId,
    type,
    authenticationType: authenticationConfiguration?.["@odata.type"] ?? null,
    callbackConfiguration:
      callback === null || callback === undefined
        ? null
        : {
            type: callback["@odata.type"],
            timeoutDuration: callback.timeoutDuration ?? callback.durationBeforeTimeout,
          },
  }),
});
