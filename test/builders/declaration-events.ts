import type { Row } from "../../src/snapshot/sections.ts";

/** An event of the audit log: the packages were declared incompatible, or no more, named in this order. */
export function declarationEvent(
  activity: "Create" | "Delete",
  activityDateTime: string,
  packages: readonly string[],
  more: Partial<Row<"auditEvents">> = {},
): Row<"auditEvents"> {
  return {
    id: `${activity}-${activityDateTime}-${packages.join("-")}`,
    activityDateTime,
    activity: `${activity} incompatible access package`,
    category: "EntitlementManagement",
    operationType: null,
    result: "success",
    resultReason: null,
    correlationId: null,
    service: null,
    actorKind: "user",
    actorId: "admin",
    actorName: "admin",
    actorUserPrincipalName: null,
    targets: packages.map((id) => ({ id, type: "AccessPackage", displayName: id, userPrincipalName: null })),
    details: [],
    changes: [],
    ...more,
  };
}
