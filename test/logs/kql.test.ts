import { expect, it } from "vitest";
import { eventsWithin, spanOf } from "../../src/logs/kql.ts";

const window = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00.5Z") };

it("asks for the events of a window, its end left out, in order", () => {
  expect(eventsWithin(window, ["EntitlementManagement", "RoleManagement"], 50)).toBe(
    [
      "AuditLogs",
      "| where TimeGenerated >= datetime(2026-11-01T00:00:00.000Z) and TimeGenerated < datetime(2026-11-02T00:00:00.500Z)",
      '| where Category in ("EntitlementManagement", "RoleManagement")',
      "| project Id, TimeGenerated, ActivityDisplayName, Category, AADOperationType, Result, ResultReason, CorrelationId, LoggedByService, InitiatedBy, TargetResources, AdditionalDetails",
      "| order by TimeGenerated asc",
      "| take 50",
    ].join("\n"),
  );
});

it("asks for the span of what is held", () => {
  expect(spanOf(["EntitlementManagement"])).toBe(
    'AuditLogs\n| where Category in ("EntitlementManagement")\n| summarize oldest = min(TimeGenerated), newest = max(TimeGenerated)',
  );
});

it("lets no value end its quotes", () => {
  expect(spanOf(['") | union *\n| where ("\\'])).toContain(String.raw`in ("\") | union *\n| where (\"\\")`);
});
