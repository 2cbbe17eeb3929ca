import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalText, optionalTime } from "../graph-values.ts";

const deletedGroup = z.object({
  id: z.string(),
  displayName: name,
  mail: optionalText,
  deletedDateTime: optionalTime,
});

/** Groups that can still be restored; those that cannot be have left no trace (directory-deleteditems-list). */
export const deletedGroups = defineCollector({
  section: "deletedGroups",
  permissions: ["Group.Read.All"],
  path: () =>
    query("/directory/deletedItems/microsoft.graph.group", { select: Object.keys(deletedGroup.shape), top: 999 }),
  item: deletedGroup,
  row: (item) => item,
});
