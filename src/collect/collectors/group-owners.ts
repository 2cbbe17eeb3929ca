import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, typeName } from "../graph-values.ts";

export const groupOwners = defineCollector({
  section: "groupOwners",
  permissions: ["GroupMember.Read.All"],
  path: (groupId) => query(`/groups/${segment(groupId)}/owners`, { select: ["id", "displayName"], top: 999 }),
  parentPath: (groupId) => query(`/groups/${segment(groupId)}`, { select: ["id"] }),
  item: z.object({ "@odata.type": typeName, id: z.string(), displayName: name }),
  row: (item, groupId) => ({ groupId, ownerId: item.id, ownerType: item["@odata.type"], ownerName: item.displayName }),
});
