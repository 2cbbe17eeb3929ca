import type { EntityType, PropertyKind } from "../odata/entity.ts";
import { directoryObjectType, groupType } from "./directory-types.ts";

type Navigations = EntityType["navigations"];

function governanceType(
  name: string,
  properties: Readonly<Record<string, PropertyKind>>,
  navigations: Navigations = {},
): EntityType {
  return { name, service: "governance", properties: { id: "string", ...properties }, onSelect: [], navigations };
}

const named = { displayName: "string", description: "string" } as const;
const dated = { createdDateTime: "dateTime", modifiedDateTime: "dateTime" } as const;
const origin = { originId: "string", originSystem: "string" } as const;
const expiration = { type: "enum", duration: "string", endDateTime: "dateTime" } as const;
const schedule = { startDateTime: "dateTime", recurrence: "opaque", expiration } as const;

export const catalogType = governanceType(
  "accessPackageCatalog",
  { ...named, ...dated, catalogType: "enum", state: "enum", isExternallyVisible: "boolean" },
  { accessPackages: () => accessPackageType, customWorkflowExtensions: () => extensionType },
);

export const extensionType = governanceType("customCalloutExtension", {
  ...named,
  createdDateTime: "dateTime",
  lastModifiedDateTime: "dateTime",
  clientConfiguration: "opaque",
  endpointConfiguration: "opaque",
  authenticationConfiguration: "opaque",
  callbackConfiguration: "opaque",
});

export const accessPackageType: EntityType = governanceType(
  "accessPackage",
  { ...named, ...dated, isHidden: "boolean" },
  {
    catalog: () => catalogType,
    assignmentPolicies: () => policyType,
    resourceRoleScopes: () => roleScopeType,
    incompatibleAccessPackages: () => accessPackageType,
    accessPackagesIncompatibleWith: () => accessPackageType,
    incompatibleGroups: () => groupType,
  },
);

export const resourceType: EntityType = governanceType(
  "accessPackageResource",
  { ...named, ...origin, createdDateTime: "dateTime" },
  { roles: () => roleType, scopes: () => scopeType },
);

export const roleType: EntityType = governanceType(
  "accessPackageResourceRole",
  { ...named, ...origin },
  { resource: () => resourceType },
);

export const scopeType: EntityType = governanceType(
  "accessPackageResourceScope",
  { ...named, ...origin, isRootScope: "boolean" },
  { resource: () => resourceType },
);

export const roleScopeType = governanceType(
  "accessPackageResourceRoleScope",
  { createdDateTime: "dateTime" },
  { role: () => roleType, scope: () => scopeType },
);

export const policyType: EntityType = governanceType(
  "accessPackageAssignmentPolicy",
  {
    ...named,
    ...dated,
    allowedTargetScope: "enum",
    automaticRequestSettings: "opaque",
    expiration,
    requestApprovalSettings: "opaque",
    requestorSettings: "opaque",
    reviewSettings: "opaque",
    specificAllowedTargets: "opaque",
  },
  {
    accessPackage: () => accessPackageType,
    catalog: () => catalogType,
    customExtensionStageSettings: () => stageSettingType,
  },
);

export const stageSettingType = governanceType(
  "customExtensionStageSetting",
  { stage: "enum" },
  { customExtension: () => extensionType },
);

export const subjectType: EntityType = governanceType(
  "accessPackageSubject",
  {
    displayName: "string",
    email: "string",
    objectId: "string",
    onPremisesSecurityIdentifier: "string",
    principalName: "string",
    subjectLifecycle: "enum",
    subjectType: "enum",
  },
  { connectedOrganization: () => connectedOrganizationType },
);

export const assignmentType = governanceType(
  "accessPackageAssignment",
  {
    state: "enum",
    status: "enum",
    expiredDateTime: "dateTime",
    schedule,
    customExtensionCalloutInstances: "opaque",
  },
  { accessPackage: () => accessPackageType, assignmentPolicy: () => policyType, target: () => subjectType },
);

export const assignmentRequestType = governanceType(
  "accessPackageAssignmentRequest",
  {
    requestType: "enum",
    state: "enum",
    status: "enum",
    createdDateTime: "dateTime",
    completedDateTime: "dateTime",
    justification: "string",
    schedule,
    answers: "opaque",
    customExtensionCalloutInstances: "opaque",
  },
  { accessPackage: () => accessPackageType, assignment: () => assignmentType, requestor: () => subjectType },
);

export const connectedOrganizationType = governanceType(
  "connectedOrganization",
  { ...named, ...dated, state: "enum", identitySources: "opaque" },
  { internalSponsors: () => directoryObjectType, externalSponsors: () => directoryObjectType },
);

export const settingsType = governanceType("entitlementManagementSettings", {
  durationUntilExternalUserDeletedAfterBlocked: "string",
  externalUserLifecycleAction: "enum",
});
