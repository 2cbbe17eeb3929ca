import { z } from "zod";
import { optionalText, optionalTime } from "./graph-values.ts";

/** Where directory roles stand in Graph v1.0; it documents no page size there, so none is asked for. */
export const directoryRoles = "/roleManagement/directory";

/** What a role is held by, whether assigned or eligible: the properties of `unifiedRoleAssignment`. */
export const roleHolding = z.object({
  id: z.string(),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  directoryScopeId: optionalText,
  appScopeId: optionalText,
});

/** From when to when an instance of a schedule holds; null is since ever, or without end. */
export const term = { startDateTime: optionalTime, endDateTime: optionalTime, memberType: optionalText };
