import type { WantedGroups } from "../collect/groups-that-matter.ts";
import { estimate, type Survey } from "../collect/survey.ts";

/** What a crawl is told to take before it starts; what the tenant would not count is said to be unknown. */
export function planLine(survey: Survey, groups: WantedGroups): string {
  const { calls, governanceCalls, resourceUnits, seconds } = estimate(survey, groups === "all");
  const counts = [
    counted(survey.users, "users"),
    counted(survey.groups, "groups"),
    counted(survey.servicePrincipals, "service principals"),
    counted(survey.accessPackages, "access packages"),
    counted(survey.catalogs, "catalogs"),
    counted(survey.assignmentPolicies, "policies"),
  ];
  const cost = `${whole(calls)} calls, ${whole(resourceUnits)} resource units and ${whole(seconds)} s at the published limits`;
  const unknown = `${whole(governanceCalls)} of the calls go to governance, whose limits are not published`;
  const chosen = groups === "all" ? "" : " The members of the groups that matter come on top.";
  return `  ${counts.join(", ")}.\n  Takes at least ${cost}; ${unknown}.${chosen}`;
}

function counted(count: number | null, what: string): string {
  return `${count === null ? "an unknown number of" : whole(count)} ${what}`;
}

function whole(count: number): string {
  return count.toLocaleString("en-US");
}
