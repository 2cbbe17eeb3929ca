import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";

/**
 * Every user with the manager, or with null: who is missing here was not read. Apart from the users, because Graph cannot
 * expand in a query that counts (https://learn.microsoft.com/graph/aad-advanced-queries) and ends expanded pages at 100
 * whatever is asked (https://developer.microsoft.com/graph/known-issues/?search=13635).
 */
export const managers = defineCollector({
  section: "managers",
  permissions: ["User.Read.All"],
  path: () => query("/users", { select: ["id"], expand: "manager($select=id)", top: 999 }),
  item: z.object({ id: z.string(), manager: z.object({ id: z.string() }).nullish() }),
  row: ({ id, manager }) => ({ userId: id, managerId: manager?.id ?? null }),
});
