import type { EntityType } from "../odata/entity.ts";
import { permissions } from "./permissions.ts";
import type { Resource } from "./resource.ts";

const auditType: EntityType = {
  name: "directoryAudit",
  service: "governance",
  properties: {
    id: "string",
    category: "enum",
    correlationId: "string",
    result: "enum",
    resultReason: "string",
    activityDisplayName: "string",
    activityDateTime: "dateTime",
    loggedByService: "string",
    operationType: "string",
    initiatedBy: {
      user: { id: "string", userPrincipalName: "string" },
      app: { displayName: "string", servicePrincipalId: "string" },
    },
    targetResources: "opaque",
    additionalDetails: "opaque",
  },
  onSelect: [],
  navigations: {},
};

export const auditResources: readonly Resource[] = [
  {
    template: "/auditLogs/directoryAudits",
    kind: "collection",
    permissions: permissions.audits,
    type: auditType,
    pageSize: { usual: 100, most: 999 },
    list: ({ tenant }) =>
      tenant.directoryAudits.values().map((audit) => ({ type: auditType, annotation: null, values: audit, links: {} })),
  },
];
