import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalTime } from "../graph-values.ts";

/**
 * Who is assigned which app role: users, groups (one row a group, not its members) and service principals. The assignments
 * of service principals to an application such as Microsoft Graph are the application permissions they hold, so these are
 * not read a second time from the other end (https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto).
 */
export const appRoleAssignments = defineCollector({
  section: "appRoleAssignments",
  permissions: ["Application.Read.All"],
  path: (id) => query(`/servicePrincipals/${segment(id)}/appRoleAssignedTo`, { top: 999 }),
  parentPath: (id) => query(`/servicePrincipals/${segment(id)}`, { select: ["id"] }),
  item: z.object({
    id: z.string(),
    appRoleId: z.string(),
    principalId: z.string(),
    principalType: z.string(),
    principalDisplayName: name,
    createdDateTime: optionalTime,
  }),
  row: (item, resourceId) => ({ ...item, resourceId }),
});
