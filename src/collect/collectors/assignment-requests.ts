import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { optionalText, optionalTime, withBetaNames } from "../graph-values.ts";

/** Requests, the system's own among them; Graph keeps them for three months after completion. */
export const assignmentRequests = defineCollector({
  section: "assignmentRequests",
  permissions: ["EntitlementManagement.Read.All"],
  path: () => query(`${entitlementManagement}/assignmentRequests`, { expand: "accessPackage,requestor,assignment" }),
  item: withBetaNames(
    {
      requestState: "state",
      requestStatus: "status",
      completedDate: "completedDateTime",
      accessPackageAssignment: "assignment",
    },
    z.object({
      id: z.string(),
      requestType: optionalText,
      state: optionalText,
      status: optionalText,
      createdDateTime: optionalTime,
      completedDateTime: optionalTime,
      accessPackage: z.object({ id: z.string() }).nullish(),
      requestor: z.object({ objectId: optionalText }).nullish(),
      assignment: z.object({ id: z.string() }).nullish(),
    }),
  ),
  row: ({ accessPackage, requestor, assignment, ...item }) => ({
    ...item,
    accessPackageId: accessPackage?.id ?? null,
    requestorObjectId: requestor?.objectId ?? null,
    assignmentId: assignment?.id ?? null,
  }),
});
