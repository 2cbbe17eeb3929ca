import type { DirectoryAudit } from "../tenant/directory-audit.ts";
import type { Cell, Column, Table } from "./table.ts";

type AuditColumn = Column & { readonly cellOf: (audit: DirectoryAudit, tenantId: string) => Cell };

/** https://learn.microsoft.com/azure/azure-monitor/reference/tables/auditlogs, without the columns that are never filled. */
const columns: readonly AuditColumn[] = [
  { name: "TenantId", type: "string", cellOf: (_, tenantId) => tenantId },
  { name: "SourceSystem", type: "string", cellOf: () => "Azure AD" },
  { name: "TimeGenerated", type: "datetime", cellOf: ({ activityDateTime }) => activityDateTime },
  { name: "OperationName", type: "string", cellOf: ({ activityDisplayName }) => activityDisplayName },
  { name: "Category", type: "string", cellOf: ({ category }) => category },
  { name: "ResultType", type: "string", cellOf: ({ result }) => (result === "success" ? "Success" : "Failure") },
  { name: "CorrelationId", type: "string", cellOf: ({ correlationId }) => correlationId },
  { name: "Identity", type: "string", cellOf: identityOf },
  { name: "Level", type: "string", cellOf: () => "4" },
  { name: "AdditionalDetails", type: "dynamic", cellOf: ({ additionalDetails }) => JSON.stringify(additionalDetails) },
  { name: "Id", type: "string", cellOf: ({ id }) => id },
  { name: "InitiatedBy", type: "dynamic", cellOf: ({ initiatedBy }) => JSON.stringify(initiatedBy) },
  { name: "LoggedByService", type: "string", cellOf: ({ loggedByService }) => loggedByService },
  { name: "Result", type: "string", cellOf: ({ result }) => result },
  { name: "ResultReason", type: "string", cellOf: ({ resultReason }) => resultReason },
  { name: "TargetResources", type: "dynamic", cellOf: ({ targetResources }) => JSON.stringify(targetResources) },
  { name: "AADTenantId", type: "string", cellOf: (_, tenantId) => tenantId },
  { name: "ActivityDisplayName", type: "string", cellOf: ({ activityDisplayName }) => activityDisplayName },
  { name: "ActivityDateTime", type: "datetime", cellOf: ({ activityDateTime }) => activityDateTime },
  { name: "AADOperationType", type: "string", cellOf: ({ operationType }) => operationType },
  { name: "Type", type: "string", cellOf: () => "AuditLogs" },
];

/** The directory's audit log as Log Analytics keeps it. */
export function auditTable(audits: readonly DirectoryAudit[], tenantId: string): Table {
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: audits.map((audit) => columns.map(({ cellOf }) => cellOf(audit, tenantId))),
  };
}

function identityOf({ initiatedBy: { user, app } }: DirectoryAudit): string {
  return user?.displayName ?? app?.displayName ?? "";
}
