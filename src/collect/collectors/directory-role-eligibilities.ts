import { defineCollector } from "../collector.ts";
import { governanceLicence } from "../licences.ts";
import { directoryRoles, roleHolding, term } from "../role-management.ts";

/** Who may activate which directory role, and from when to when. */
export const directoryRoleEligibilities = defineCollector({
  section: "directoryRoleEligibilities",
  permissions: ["RoleEligibilitySchedule.Read.Directory"],
  licence: governanceLicence,
  path: () => `${directoryRoles}/roleEligibilityScheduleInstances`,
  item: roleHolding.extend(term),
  row: (item) => item,
});
