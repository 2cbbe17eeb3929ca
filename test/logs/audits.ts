import * as fc from "fast-check";
import { auditCategories, type AuditPage, type AuditTrail, type AuditWindow } from "../../src/logs/audit-trail.ts";
import { stretches } from "../../src/logs/windows.ts";

/** A directoryAudit as Graph gives it. */
export type Audit = ReturnType<typeof anAudit>;

export function anAudit(id: string, at: string, category: string = "EntitlementManagement") {
  return {
    id,
    activityDateTime: at,
    activityDisplayName: "Create access package",
    category,
    operationType: "Add",
    result: "success",
    resultReason: "",
    correlationId: `correlation-${id}`,
    loggedByService: "Entitlement Management",
    initiatedBy: {
      user: { id: "u1", displayName: "Ada", userPrincipalName: "ada@contoso.com", ipAddress: null } as object | null,
      app: null as object | null,
    },
    targetResources: [
      {
        id: "p1",
        displayName: "Initiator",
        type: "AccessPackage",
        userPrincipalName: null as string | null,
        groupType: null,
        modifiedProperties: [{ displayName: "IsHidden", oldValue: null as string | null, newValue: '"\\"False\\""' }],
      },
    ],
    additionalDetails: [{ key: "Tier", value: "1" }],
  };
}

/** The same event as Log Analytics keeps it, its dynamic columns as texts. */
export function rowOf(audit: Audit): Record<string, unknown> {
  return {
    Id: audit.id,
    TimeGenerated: audit.activityDateTime,
    ActivityDisplayName: audit.activityDisplayName,
    Category: audit.category,
    AADOperationType: audit.operationType,
    Result: audit.result,
    ResultReason: audit.resultReason,
    CorrelationId: audit.correlationId,
    LoggedByService: audit.loggedByService,
    InitiatedBy: JSON.stringify(audit.initiatedBy),
    TargetResources: JSON.stringify(audit.targetResources),
    AdditionalDetails: JSON.stringify(audit.additionalDetails),
  };
}

export const start = Date.parse("2026-11-01T00:00:00Z");

/**
 * Events of four days in all categories and in others, some before and after, no two within two seconds; times have the
 * seven digits that Entra writes.
 */
export const anyAudits = fc
  .uniqueArray(
    fc.record({
      slot: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -50_000, max: 250_000 })),
      offset: fc.constantFrom(0, 0, 1, 999, 1000, 1999),
      digits: fc.constantFrom("0000", "0001", "9999"),
      category: fc.constantFrom(...auditCategories, "UserManagement"),
    }),
    { selector: ({ slot }) => slot, maxLength: 60 },
  )
  .map((drafts) =>
    drafts.map(({ slot, offset, digits, category }) => {
      const at = new Date(start + 2000 * slot + offset).toISOString().replace("Z", `${digits}Z`);
      return anAudit(`e${slot}`, at, category);
    }),
  );

/** A window that begins and ends among them. */
export const anyWindow = fc
  .tuple(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: 0, max: 4 * 86_400_000 }))
  .map(([from, length]) => ({ from: new Date(start + from), to: new Date(start + from + length) }));

export function isWithin({ activityDateTime, category }: Audit, { from, to }: { from: Date; to: Date }): boolean {
  const at = Date.parse(activityDateTime);
  return at >= from.getTime() && at < to.getTime() && (auditCategories as readonly string[]).includes(category);
}

/** The pages of a window, stretch after stretch. */
export async function allPages({ read, stretch }: AuditTrail, window: AuditWindow): Promise<AuditPage[]> {
  const pages: AuditPage[] = [];
  for (const part of stretches(window, stretch)) pages.push(...(await Array.fromAsync(read(part))));
  return pages;
}

export function idsIn(pages: readonly AuditPage[]): string[] {
  return pages.flatMap(({ events }) => events.map(({ id }) => id));
}
