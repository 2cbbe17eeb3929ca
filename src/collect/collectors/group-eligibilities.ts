import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { governanceLicence } from "../licences.ts";
import { groupHolding, instancesOf } from "../privileged-groups.ts";

/** Who may become a member or an owner of the group by activating it. */
export const groupEligibilities = defineCollector({
  section: "groupEligibilities",
  permissions: ["PrivilegedEligibilitySchedule.Read.AzureADGroup"],
  licence: governanceLicence,
  path: (groupId) => instancesOf(groupId, "eligibility"),
  parentPath: (groupId) => query(`/groups/${segment(groupId)}`, { select: ["id"] }),
  item: groupHolding,
  row: (item) => item,
});
