import type { Entity, EntityType } from "../odata/entity.ts";
import { definitionsIn, directoryRoles, governanceRoles, type RoleDefinition } from "../tenant/role-definitions.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { Tenant } from "../tenant.ts";
import { directoryObjectEntity, groupEntity } from "./directory-entities.ts";
import { permissions } from "./permissions.ts";
import { type Collection, governancePages as pageSize } from "./resource.ts";
import * as types from "./role-types.ts";

const directory = "/roleManagement/directory";
const governance = "/roleManagement/entitlementManagement";
const privilegedGroups = "/identityGovernance/privilegedAccess/group";

/** Who administers the directory, the catalogs and privileged groups: now, or once they activate it. */
export const roleResources: readonly Collection[] = [
  definitions(directory, permissions.directoryRoles, definitionsIn(directoryRoles)),
  definitions(governance, permissions.governanceRoles, definitionsIn(governanceRoles)),
  {
    ...privileges(`${directory}/roleAssignments`, types.directoryRoleAssignmentType, (tenant) =>
      tenant.directoryRoleAssignments.map((row) => ({ ...row, resourceScope: row.directoryScopeId })),
    ),
    permissions: permissions.directoryRoles,
    mustFilterBy: ["roleDefinitionId", "principalId"],
  },
  {
    ...privileges(
      `${governance}/roleAssignments`,
      types.governanceRoleAssignmentType,
      (tenant) => tenant.governanceRoleAssignments,
    ),
    permissions: permissions.governanceRoles,
    mustFilterBy: ["roleDefinitionId", "principalId", "appScopeId"],
  },
  {
    ...privileges(`${directory}/roleAssignmentScheduleInstances`, types.roleAssignmentInstanceType, (tenant) =>
      tenant.directoryRoleAssignments.map((row) => ({
        ...row,
        memberType: "Direct",
        roleAssignmentOriginId: row.id,
        roleAssignmentScheduleId: row.id,
      })),
    ),
    permissions: permissions.directoryRoleAssignments,
  },
  {
    ...privileges(`${directory}/roleEligibilityScheduleInstances`, types.roleEligibilityInstanceType, (tenant) =>
      tenant.directoryRoleEligibilities.map((row) => ({
        ...row,
        memberType: "Direct",
        roleEligibilityScheduleId: row.id,
      })),
    ),
    permissions: permissions.directoryRoleEligibilities,
  },
  {
    ...privileges(`${privilegedGroups}/assignmentScheduleInstances`, types.groupAssignmentInstanceType, (tenant) =>
      tenant.groupAssignments.map((row) => ({ ...row, memberType: "Direct", assignmentScheduleId: row.id })),
    ),
    permissions: permissions.groupAssignments,
    mustFilterBy: ["groupId", "principalId"],
  },
  {
    ...privileges(`${privilegedGroups}/eligibilityScheduleInstances`, types.groupEligibilityInstanceType, (tenant) =>
      tenant.groupEligibilities.map((row) => ({ ...row, memberType: "Direct", eligibilityScheduleId: row.id })),
    ),
    permissions: permissions.groupEligibilities,
    mustFilterBy: ["groupId", "principalId"],
  },
];

function definitions(root: string, needed: readonly string[], roles: readonly RoleDefinition[]): Collection {
  return {
    template: `${root}/roleDefinitions`,
    kind: "collection",
    permissions: needed,
    type: types.roleDefinitionType,
    pageSize,
    list: () => roles.map(definitionEntity),
  };
}

function definitionEntity({ id, displayName, description, allowedResourceActions }: RoleDefinition): Entity {
  const values = {
    id,
    displayName,
    description,
    isBuiltIn: true,
    isEnabled: true,
    templateId: id,
    version: "1",
    resourceScopes: ["/"],
    rolePermissions: [{ allowedResourceActions, condition: null }],
  };
  return { type: types.roleDefinitionType, annotation: null, values, links: {} };
}

type Row = { readonly principalId: string; readonly roleDefinitionId?: string; readonly groupId?: string };

function privileges(
  template: string,
  type: EntityType,
  rows: (tenant: Tenant) => readonly Row[],
): Omit<Collection, "permissions"> {
  return {
    template,
    kind: "collection",
    type,
    pageSize,
    list: (index) => rows(index.tenant).map((row) => privilegeEntity(type, row, index)),
  };
}

function privilegeEntity(type: EntityType, row: Row, index: TenantIndex): Entity {
  return {
    type,
    annotation: null,
    values: row,
    links: {
      principal: () => directoryObjectEntity(row.principalId, index),
      group: () => {
        const group = index.groups.get(row.groupId ?? "");
        return group === undefined ? null : groupEntity(group);
      },
      roleDefinition: () => {
        const definition = allDefinitions.find(({ id }) => id === row.roleDefinitionId);
        return definition === undefined ? null : definitionEntity(definition);
      },
    },
  };
}

const allDefinitions = [...definitionsIn(directoryRoles), ...definitionsIn(governanceRoles)];
