import { z } from "zod";
import { literal, query, segment } from "../../graph/query.ts";
import { keyOfParent, parentIdOf } from "../../snapshot/parent-id.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * The roles of those resources whose expanded roles may have been cut off
 * (https://learn.microsoft.com/graph/api/accesspackagecatalog-list-resourceroles).
 */
export const catalogResourceRoles = defineCollector({
  section: "catalogResourceRoles",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  parents: (rows) =>
    [...rows("catalogResources")]
      .filter(({ roles }) => roles === null)
      .map(({ catalogId, id, originSystem }) => parentIdOf([catalogId, id, originSystem ?? ""])),
  path: (parentId) => {
    const [catalogId = "", resourceId = "", originSystem = ""] = keyOfParent(parentId);
    return query(`${entitlementManagement}/catalogs/${segment(catalogId)}/resourceRoles`, {
      filter: `(${originSystem === "" ? "" : `originSystem eq ${literal(originSystem)} and `}resource/id eq ${literal(resourceId)})`,
      expand: "resource",
    });
  },
  parentPath: (parentId) => `${entitlementManagement}/catalogs/${segment(keyOfParent(parentId)[0] ?? "")}`,
  item: z.object({ id: z.string(), displayName: name, originId: optionalText, originSystem: optionalText }),
  row: (item, parentId) => {
    const [catalogId = "", resourceId = ""] = keyOfParent(parentId);
    return { ...item, catalogId, resourceId };
  },
});
