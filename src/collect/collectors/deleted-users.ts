import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalText, optionalTime } from "../graph-values.ts";

const deletedUser = z.object({
  id: z.string(),
  displayName: name,
  userPrincipalName: optionalText,
  mail: optionalText,
  userType: optionalText,
  employeeId: optionalText,
  deletedDateTime: optionalTime,
});

/** Users that can still be restored (https://learn.microsoft.com/graph/api/directory-deleteditems-list). */
export const deletedUsers = defineCollector({
  section: "deletedUsers",
  permissions: ["User.Read.All"],
  path: () =>
    query("/directory/deletedItems/microsoft.graph.user", { select: Object.keys(deletedUser.shape), top: 999 }),
  item: deletedUser,
  row: (item) => item,
});
