import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { calloutInstances, expiration, name, optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

const assignment = z.object({ id: z.string() }).nullish();

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
  item: z.object({
    id: z.string(),
    requestType: optionalText,
    state: optionalText,
    requestState: optionalText,
    status: optionalText,
    requestStatus: optionalText,
    createdDateTime: optionalText,
    completedDateTime: optionalText,
    completedDate: optionalText,
    justification: optionalText,
    schedule: z.object({ startDateTime: optionalText, expiration }).nullish(),
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
    assignment,
    accessPackageAssignment: assignment,
    customExtensionCalloutInstances: calloutInstances,
  }),
  row: ({ accessPackage, requestor, schedule, ...item }) => ({
    id: item.id,
    requestType: item.requestType,
    state: item.state ?? item.requestState,
    status: item.status ?? item.requestStatus,
    createdDateTime: item.createdDateTime,
    completedDateTime: item.completedDateTime ?? item.completedDate,
    accessPackageId: accessPackage?.id ?? null,
    accessPackageName: accessPackage?.displayName ?? null,
    requestorSubjectId: requestor?.id ?? null,
    requestorObjectId: requestor?.objectId ?? null,
    requestorType: requestor?.subjectType ?? null,
    requestorName: requestor?.displayName ?? null,
    requestorPrincipalName: requestor?.principalName ?? null,
    assignmentId: item.assignment?.id ?? item.accessPackageAssignment?.id ?? null,
    justification: item.justification,
    startDateTime: schedule?.startDateTime ?? null,
    expiration: schedule?.expiration ?? null,
    customExtensionCalloutInstances: item.customExtensionCalloutInstances,
  }),
});
