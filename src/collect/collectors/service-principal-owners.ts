import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, typeName } from "../graph-values.ts";

export const servicePrincipalOwners = defineCollector({
  section: "servicePrincipalOwners",
  permissions: ["Application.Read.All"],
  path: (id) => query(`/servicePrincipals/${segment(id)}/owners`, { select: ["id", "displayName"], top: 999 }),
  parentPath: (id) => query(`/servicePrincipals/${segment(id)}`, { select: ["id"] }),
  item: z.object({ "@odata.type": typeName, id: z.string(), displayName: name }),
  row: (item, servicePrincipalId) => ({
    servicePrincipalId,
    ownerId: item.id,
    ownerType: item["@odata.type"],
    ownerName: item.displayName,
  }),
});
