import { z } from "zod";
import { literal, query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { calloutInstances, expiration, name, optionalText, optionalTime, withBetaNames } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * Current and ended assignments, package by package, so that no chain of pages grows with the tenant. The subject's own id is
 * not the directory's: holders are joined on `target.objectId`
 * (https://learn.microsoft.com/graph/api/resources/accesspackagesubject).
 */
export const assignments = defineCollector({
  section: "assignments",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (packageId) =>
    query(`${entitlementManagement}/assignments`, {
      filter: `accessPackage/id eq ${literal(packageId)}`,
      expand: "target,accessPackage,assignmentPolicy",
    }),
  parentPath: (packageId) => `${entitlementManagement}/accessPackages/${segment(packageId)}`,
  item: withBetaNames(
    { assignmentState: "state", assignmentStatus: "status" },
    z.object({
      id: z.string(),
      state: z.string(),
      status: optionalText,
      expiredDateTime: optionalTime,
      schedule: z.object({ startDateTime: optionalTime, expiration }).nullish(),
      accessPackage: z.object({ id: z.string(), displayName: name }),
      assignmentPolicy: z.object({ id: z.string(), displayName: name }).nullish(),
      target: z.object({
        id: z.string(),
        objectId: optionalText,
        displayName: name,
        principalName: optionalText,
        email: optionalText,
        subjectType: optionalText,
      }),
      customExtensionCalloutInstances: calloutInstances,
    }),
  ),
  row: ({ schedule, accessPackage, assignmentPolicy, target, ...item }) => ({
    ...item,
    accessPackageId: accessPackage.id,
    accessPackageName: accessPackage.displayName,
    policyId: assignmentPolicy?.id ?? null,
    policyName: assignmentPolicy?.displayName ?? "",
    subjectId: target.id,
    targetObjectId: target.objectId === "" ? null : target.objectId,
    targetType: target.subjectType,
    targetName: target.displayName,
    targetPrincipalName: target.principalName,
    targetEmail: target.email,
    startDateTime: schedule?.startDateTime ?? null,
    expiration: schedule?.expiration ?? null,
  }),
});
