import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";
import { groupHolding, instancesOf } from "../privileged-groups.ts";

/** Which members and owners the group has by Privileged Identity Management, assigned or activated, and until when. */
export const groupAssignmentSchedules = defineCollector({
  section: "groupAssignmentSchedules",
  permissions: ["PrivilegedAssignmentSchedule.Read.AzureADGroup"],
  licence: governanceLicence,
  path: (groupId) => instancesOf(groupId, "assignment"),
  parentPath: (groupId) => query(`/groups/${segment(groupId)}`, { select: ["id"] }),
  item: groupHolding.extend({ assignmentType: optionalText }),
  row: (item) => item,
});
