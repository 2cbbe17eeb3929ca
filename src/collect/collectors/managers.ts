import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { inSlice } from "../slices.ts";

const withManager = { select: ["id"], expand: "manager($select=id)" };

/**
 * Every user with the manager, or with null. Apart from the users, because Graph cannot expand in a query that counts
 * (https://learn.microsoft.com/graph/aad-advanced-queries) and ends expanded pages at 100 whatever is asked
 * (https://developer.microsoft.com/graph/known-issues/?search=13635). Whom the list lost on the way is asked for alone,
 * so that nobody is taken for one without a manager.
 */
export const managers = defineCollector({
  section: "managers",
  permissions: ["User.Read.All"],
  together: (slice) => query("/users", { ...withManager, top: 999, ...inSlice(slice) }),
  path: (userId) => query(`/users/${segment(userId)}`, withManager),
  parentPath: (userId) => query(`/users/${segment(userId)}`, { select: ["id"] }),
  property: null,
  item: z.object({ id: z.string(), manager: z.object({ id: z.string() }).nullish() }),
  row: ({ id, manager }) => ({ userId: id, managerId: manager?.id ?? null }),
});
