import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalFlag, optionalText } from "../graph-values.ts";

const group = z.object({
  id: z.string(),
  displayName: name,
  description: optionalText,
  groupTypes: z.array(z.string()).default([]),
  membershipRule: optionalText,
  mailEnabled: optionalFlag,
  securityEnabled: optionalFlag,
  visibility: optionalText,
  onPremisesSyncEnabled: optionalFlag,
  isAssignableToRole: optionalFlag,
});

export const groups = defineCollector({
  section: "groups",
  permissions: ["GroupMember.Read.All"],
  path: () => query("/groups", { select: Object.keys(group.shape), top: 999 }),
  itemPath: (id) => query(`/groups/${segment(id)}`, { select: Object.keys(group.shape) }),
  item: group,
  row: (item) => item,
});
