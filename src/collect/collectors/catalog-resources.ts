import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, optionalFlag, optionalText, whole, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

const role = z.object({ id: z.string(), displayName: name, originId: optionalText, originSystem: optionalText });
const scope = role.extend({ isRootScope: optionalFlag });

/**
 * The groups, applications, sites and directory roles that packages of a catalog may grant. Some payloads say where a resource
 * comes from on its scopes and roles only (https://learn.microsoft.com/graph/api/accesspackagecatalog-list-resources).
 */
export const catalogResources = defineCollector({
  section: "catalogResources",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (catalogId) =>
    query(`${entitlementManagement}/catalogs/${segment(catalogId)}/resources`, { expand: "roles,scopes" }),
  parentPath: (catalogId) => `${entitlementManagement}/catalogs/${segment(catalogId)}`,
  item: z.object({
    id: z.string(),
    displayName: name,
    originSystem: optionalText,
    originId: optionalText,
    roles: z.array(role).nullish(),
    scopes: z.array(scope).nullish(),
    createdDateTime: optionalTime,
    modifiedDateTime: optionalTime,
  }),
  row: ({ roles, scopes, originSystem, ...item }, catalogId) => ({
    ...item,
    catalogId,
    originSystem: originSystem ?? scopes?.[0]?.originSystem ?? roles?.[0]?.originSystem ?? null,
    roles: whole(roles),
    scopes: whole(scopes),
  }),
});
