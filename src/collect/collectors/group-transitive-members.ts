import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name } from "../graph-values.ts";
import { transitiveUsersPath } from "../transitive-counts.ts";

/** The users in a group and in those nested in it, by whichever way: the list that the tenant also counts. */
export const groupTransitiveMembers = defineCollector({
  section: "groupTransitiveMembers",
  permissions: ["GroupMember.Read.All"],
  path: transitiveUsersPath,
  parentPath: (groupId) => query(`/groups/${segment(groupId)}`, { select: ["id"] }),
  item: z.object({ id: z.string(), displayName: name }),
  row: (item, groupId) => ({ groupId, memberId: item.id, memberName: item.displayName }),
});
