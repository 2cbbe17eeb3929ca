import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { calloutInstances, expiration, name, optionalText, optionalTime, withBetaNames } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * Requests, the system's own among them; Graph keeps them for three months after completion. Pages of v1.0 show some
 * properties under their beta names, too
 * (https://learn.microsoft.com/graph/api/entitlementmanagement-list-assignmentrequests).
 */
export const assignmentRequests = defineCollector({
  section: "assignmentRequests",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
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
      justification: optionalText,
      schedule: z.object({ startDateTime: optionalTime, expiration }).nullish(),
      accessPackage: z.object({ id: z.string(), displayName: name }).nullish(),
      requestor: z
        .object({
          id: optionalText,
          objectId: optionalText,
          subjectType: optionalText,
          displayName: optionalText,
          principalName: optionalText,
        })
        .nullish(),
      assignment: z.object({ id: z.string() }).nullish(),
      customExtensionCalloutInstances: calloutInstances,
    }),
  ),
  row: ({ accessPackage, requestor, schedule, assignment, ...item }) => ({
    ...item,
    accessPackageId: accessPackage?.id ?? null,
    accessPackageName: accessPackage?.displayName ?? null,
    requestorSubjectId: requestor?.id ?? null,
    requestorObjectId: requestor?.objectId ?? null,
    requestorType: requestor?.subjectType ?? null,
    requestorName: requestor?.displayName ?? null,
    requestorPrincipalName: requestor?.principalName ?? null,
    assignmentId: assignment?.id ?? null,
    startDateTime: schedule?.startDateTime ?? null,
    expiration: schedule?.expiration ?? null,
  }),
});
