import type { EntityType, PropertyKind } from "../odata/entity.ts";
import { directoryObjectType, groupType } from "./directory-types.ts";

function roleType(
  name: string,
  properties: Readonly<Record<string, PropertyKind>>,
  navigations: EntityType["navigations"] = {},
): EntityType {
  return { name, service: "governance", properties: { id: "string", ...properties }, onSelect: [], navigations };
}

const term = { startDateTime: "dateTime", endDateTime: "dateTime", memberType: "enum" } as const;
const ofRole = { principalId: "string", roleDefinitionId: "string" } as const;
const ofGroup = { principalId: "string", groupId: "string", accessId: "enum", ...term } as const;
const leadsToRole = { principal: () => directoryObjectType, roleDefinition: () => roleDefinitionType };
const leadsToGroup = { principal: () => directoryObjectType, group: () => groupType };

export const roleDefinitionType = roleType("unifiedRoleDefinition", {
  displayName: "string",
  description: "string",
  isBuiltIn: "boolean",
  isEnabled: "boolean",
  templateId: "string",
  version: "string",
  resourceScopes: "opaque",
  rolePermissions: "opaque",
});

export const directoryRoleAssignmentType = roleType(
  "unifiedRoleAssignment",
  { ...ofRole, directoryScopeId: "string", resourceScope: "string" },
  leadsToRole,
);

export const governanceRoleAssignmentType = roleType(
  "unifiedRoleAssignment",
  { ...ofRole, appScopeId: "string" },
  leadsToRole,
);

const directoryRoleInstance = { ...ofRole, ...term, directoryScopeId: "string", appScopeId: "string" } as const;

export const roleAssignmentInstanceType = roleType(
  "unifiedRoleAssignmentScheduleInstance",
  {
    ...directoryRoleInstance,
    assignmentType: "enum",
    roleAssignmentOriginId: "string",
    roleAssignmentScheduleId: "string",
  },
  leadsToRole,
);

export const roleEligibilityInstanceType = roleType(
  "unifiedRoleEligibilityScheduleInstance",
  { ...directoryRoleInstance, roleEligibilityScheduleId: "string" },
  leadsToRole,
);

export const groupAssignmentInstanceType = roleType(
  "privilegedAccessGroupAssignmentScheduleInstance",
  { ...ofGroup, assignmentType: "enum", assignmentScheduleId: "string" },
  leadsToGroup,
);

export const groupEligibilityInstanceType = roleType(
  "privilegedAccessGroupEligibilityScheduleInstance",
  { ...ofGroup, eligibilityScheduleId: "string" },
  leadsToGroup,
);
