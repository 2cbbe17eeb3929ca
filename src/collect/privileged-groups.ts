import { z } from "zod";
import { literal, query } from "../graph/query.ts";
import { term } from "./role-management.ts";

/** Membership or ownership of a group by Privileged Identity Management: `privilegedAccessGroup...ScheduleInstance`. */
export const groupHolding = z.object({
  id: z.string(),
  groupId: z.string(),
  principalId: z.string(),
  accessId: z.string(),
  ...term,
});

/** The instances of one group, which Graph lists for a group or a principal alone (privilegedaccessgroup-list-*). */
export function instancesOf(groupId: string, schedule: "eligibility" | "assignment"): string {
  return query(`/identityGovernance/privilegedAccess/group/${schedule}ScheduleInstances`, {
    filter: `groupId eq ${literal(groupId)}`,
  });
}
