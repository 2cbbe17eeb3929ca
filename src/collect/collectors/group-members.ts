import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, typeName } from "../graph-values.ts";

/** Direct members; nesting is followed by the access model, which thereby knows every path. */
export const groupMembers = defineCollector({
  section: "groupMembers",
  permissions: ["GroupMember.Read.All"],
  path: (groupId) => query(`/groups/${segment(groupId)}/members`, { select: ["id", "displayName"], top: 999 }),
  parentPath: (groupId) => query(`/groups/${segment(groupId)}`, { select: ["id"] }),
  item: z.object({ "@odata.type": typeName, id: z.string(), displayName: name }),
  row: (item, groupId) => ({
    groupId,
    memberId: item.id,
    memberType: item["@odata.type"],
    memberName: item.displayName,
  }),
});
