import { entitlementCategory } from "./activities.ts";

/** The category under which the directory logs who was put into a group. */
export const groupCategory = "groupmanagement";

const categories: ReadonlySet<string> = new Set([entitlementCategory, groupCategory]);

/**
 * Activities under `GroupManagement` that put nobody into a group, or of which the directory says so by an "Add member to group"
 * of its own (https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities).
 */
const known: ReadonlySet<string> = new Set(
  [
    "Add a deletion-marked app role assignment grant to group as part of link removal",
    "Add app role assignment to group",
    "Add group",
    "Add owner to group",
    "Approve a pending request to join a group",
    "Assign label to group",
    "Autorenew group",
    "Bulk import group members - finished (bulk)",
    "Bulk remove group members - finished (bulk)",
    "Cancel a pending request to join a group",
    "Create group settings",
    "Create lifecycle management policy",
    "Delete a pending request to join a group",
    "Delete group",
    "Delete group settings",
    "Delete lifecycle management policy",
    "Download group members - finished (bulk)",
    "Download groups - finished (bulk)",
    "Finish applying group based license to user",
    "Finish applying group based license to users",
    "Grant contextual consent to application",
    "Hard Delete group",
    "Reject a pending request to join a group",
    "Remove app role assignment from group",
    "Remove label from group",
    "Remove member from group",
    "Remove owner from group",
    "Renew group",
    "Request to join a group",
    "Restore group",
    "Set group license",
    "Set group to be managed by user",
    "Start applying group based license to users",
    "started (bulk)",
    "Trigger group license recalculation",
    "Update group",
    "Update group settings",
    "Update lifecycle management policy",
  ].map((name) => name.toLowerCase()),
);

/** Services that log their own calls beside what the directory logs of them: `Group_AddMember`, "... in PIM completed ...". */
const ofServices = /\bPIM\b|^[A-Za-z0-9]+_\w+$/u;

/** Whether an activity that is no addition that sodscan knows may be one for all that is known of it. */
export function mayBeAddition(activity: string, category: string): boolean {
  const name = activity.trim();
  return categories.has(category.toLowerCase()) && !known.has(name.toLowerCase()) && !ofServices.test(name);
}
