import { defineCollector } from "../collector.ts";
import { optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";
import { directoryRoles, roleHolding, term } from "../role-management.ts";

/** The assignments of directory roles again, here with whether they are assigned or activated, and their end. */
export const directoryRoleAssignmentSchedules = defineCollector({
  section: "directoryRoleAssignmentSchedules",
  permissions: ["RoleAssignmentSchedule.Read.Directory"],
  licence: governanceLicence,
  path: () => `${directoryRoles}/roleAssignmentScheduleInstances`,
  item: roleHolding.extend({ ...term, assignmentType: optionalText, roleAssignmentOriginId: optionalText }),
  row: (item) => item,
});
