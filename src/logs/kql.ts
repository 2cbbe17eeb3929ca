import type { AuditWindow } from "./audit-trail.ts";

/**
 * The columns of `AuditLogs` that hold what a directoryAudit holds, by its property
 * (https://learn.microsoft.com/azure/azure-monitor/reference/tables/auditlogs).
 */
export const auditColumns = {
  id: "Id",
  activityDateTime: "TimeGenerated",
  activityDisplayName: "ActivityDisplayName",
  category: "Category",
  operationType: "AADOperationType",
  result: "Result",
  resultReason: "ResultReason",
  correlationId: "CorrelationId",
  loggedByService: "LoggedByService",
  initiatedBy: "InitiatedBy",
  targetResources: "TargetResources",
  additionalDetails: "AdditionalDetails",
} as const;

/** The events of a window in the order in which they happened, and no more than `limit` of them. */
export function eventsWithin({ from, to }: AuditWindow, categories: readonly string[], limit: number): string {
  return piped(
    `where TimeGenerated >= ${moment(from)} and TimeGenerated < ${moment(to)}`,
    inCategories(categories),
    `project ${Object.values(auditColumns).join(", ")}`,
    "order by TimeGenerated asc",
    `take ${limit}`,
  );
}

/** One row: the times `oldest` and `newest` of the events held, null where there are none. */
export function spanOf(categories: readonly string[]): string {
  return piped(inCategories(categories), "summarize oldest = min(TimeGenerated), newest = max(TimeGenerated)");
}

function piped(...operators: readonly string[]): string {
  return ["AuditLogs", ...operators].join("\n| ");
}

function inCategories(categories: readonly string[]): string {
  return `where Category in (${categories.map(text).join(", ")})`;
}

function moment(date: Date): string {
  return `datetime(${date.toISOString()})`;
}

/** KQL's quoted texts escape as JSON's do (https://learn.microsoft.com/kusto/query/scalar-data-types/string). */
function text(value: string): string {
  return JSON.stringify(value);
}
