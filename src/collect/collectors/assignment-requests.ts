import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/** Requests, the system's own among them; Graph keeps them for three months after completion. */
export const assignmentRequests = defineCollector({
  section: "assignmentRequests",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: () => query(`${entitlementManagement}/assignmentRequests`, { expand: "accessPackage,requestor,assignment" }),
  item: z.object({
    id: z.string(),
    requestType: optionalText,
    state: optionalText,
    status: optionalText,
    createdDateTime: optionalText,
    completedDateTime: optionalText,
    accessPackage: z.object({ id: z.string() }).nullish(),
    requestor: z.object({ objectId: optionalText }).nullish(),
    assignment: z.object({ id: z.string() }).nullish(),
  }),
  row: ({ accessPackage, requestor, assignment, ...item }) => ({
    ...item,
    accessPackageId: accessPackage?.id ?? null,
    requestorObjectId: requestor?.objectId ?? null,
    assignmentId: assignment?.id ?? null,
  }),
});
