import type {
  AccessPackage,
  Assignment,
  AssignmentRequest,
  Catalog,
  ConnectedOrganization,
  CustomWorkflowExtension,
  EntitlementManagementSettings,
  Subject,
} from "../tenant/governance.ts";
import type { AssignmentPolicy } from "../tenant/policy.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { Entity, EntityType } from "../odata/entity.ts";
import { groupPeopleEntities, groupEntity } from "./directory-entities.ts";
import {
  accessPackageType,
  assignmentRequestType,
  assignmentType,
  catalogType,
  connectedOrganizationType,
  extensionType,
  policyType,
  settingsType,
  stageSettingType,
  subjectType,
} from "./governance-types.ts";
import { roleScopeEntity } from "./role-scope-entity.ts";

export function catalogEntity(catalog: Catalog, index: TenantIndex): Entity {
  return entity(catalogType, catalog, {
    accessPackages: () =>
      index.tenant.accessPackages
        .filter(({ catalogId }) => catalogId === catalog.id)
        .map((accessPackage) => accessPackageEntity(accessPackage, index)),
    customWorkflowExtensions: () => catalog.customWorkflowExtensions.map(extensionEntity),
  });
}

export function extensionEntity(extension: CustomWorkflowExtension): Entity {
  return { ...entity(extensionType, extension, {}), annotation: extension["@odata.type"] };
}

export function accessPackageEntity(accessPackage: AccessPackage, index: TenantIndex): Entity {
  const { id, catalogId, resourceRoleScopes, incompatibleGroupIds } = accessPackage;
  return entity(accessPackageType, accessPackage, {
    catalog: () => optional(index.catalogs.get(catalogId), (catalog) => catalogEntity(catalog, index)),
    assignmentPolicies: () =>
      index.tenant.policies
        .filter(({ accessPackageId }) => accessPackageId === id)
        .map((policy) => policyEntity(policy, index)),
    resourceRoleScopes: () => resourceRoleScopes.map(roleScopeEntity),
    incompatibleAccessPackages: () => incompatiblePackagesOf(accessPackage, index),
    accessPackagesIncompatibleWith: () => packagesIncompatibleWith(accessPackage, index),
    incompatibleGroups: () =>
      incompatibleGroupIds.flatMap((groupId) => index.groups.get(groupId) ?? []).map(groupEntity),
  });
}

/** Those whose holders cannot get this package. */
export function incompatiblePackagesOf(
  { incompatibleAccessPackageIds }: AccessPackage,
  index: TenantIndex,
): readonly Entity[] {
  return incompatibleAccessPackageIds
    .flatMap((id) => index.accessPackages.get(id) ?? [])
    .map((other) => accessPackageEntity(other, index));
}

/** Those that holders of this package cannot get. */
export function packagesIncompatibleWith({ id }: AccessPackage, index: TenantIndex): readonly Entity[] {
  return index.tenant.accessPackages
    .filter(({ incompatibleAccessPackageIds }) => incompatibleAccessPackageIds.includes(id))
    .map((other) => accessPackageEntity(other, index));
}

export function policyEntity(policy: AssignmentPolicy, index: TenantIndex): Entity {
  const accessPackage = index.accessPackages.get(policy.accessPackageId);
  const catalog = accessPackage === undefined ? undefined : index.catalogs.get(accessPackage.catalogId);
  return entity(policyType, policy, {
    accessPackage: () => optional(accessPackage, (found) => accessPackageEntity(found, index)),
    catalog: () => optional(catalog, (found) => catalogEntity(found, index)),
    customExtensionStageSettings: () =>
      policy.customExtensionStageSettings.map((setting) =>
        entity(stageSettingType, setting, {
          customExtension: () =>
            optional(
              catalog?.customWorkflowExtensions.find(({ id }) => id === setting.customExtensionId),
              extensionEntity,
            ),
        }),
      ),
  });
}

export function assignmentEntity(assignment: Assignment, index: TenantIndex): Entity {
  const { accessPackageId, policyId, target } = assignment;
  return entity(
    assignmentType,
    { ...assignment, customExtensionCalloutInstances: [] },
    {
      accessPackage: () =>
        optional(index.accessPackages.get(accessPackageId), (found) => accessPackageEntity(found, index)),
      assignmentPolicy: () => optional(index.policies.get(policyId ?? ""), (found) => policyEntity(found, index)),
      target: () => subjectEntity(target, index),
    },
  );
}

export function assignmentRequestEntity(request: AssignmentRequest, index: TenantIndex): Entity {
  const { accessPackageId, assignmentId, requestor } = request;
  return entity(
    assignmentRequestType,
    { customExtensionCalloutInstances: [], ...request, answers: [] },
    {
      accessPackage: () =>
        optional(index.accessPackages.get(accessPackageId), (found) => accessPackageEntity(found, index)),
      assignment: () => optional(index.assignments.get(assignmentId ?? ""), (found) => assignmentEntity(found, index)),
      requestor: () => optional(requestor ?? undefined, (found) => subjectEntity(found, index)),
    },
  );
}

export function connectedOrganizationEntity(organization: ConnectedOrganization, index: TenantIndex): Entity {
  return entity(connectedOrganizationType, organization, {
    internalSponsors: () => [...groupPeopleEntities(organization.internalSponsors, index)],
    externalSponsors: () => [...groupPeopleEntities(organization.externalSponsors, index)],
  });
}

export function settingsEntity(settings: EntitlementManagementSettings): Entity {
  return entity(settingsType, settings, {});
}

function subjectEntity(subject: Subject, index: TenantIndex): Entity {
  const organization = index.connectedOrganizations.get(subject.connectedOrganizationId ?? "");
  return entity(
    subjectType,
    { ...subject, onPremisesSecurityIdentifier: null, subjectLifecycle: "notDefined" },
    { connectedOrganization: () => optional(organization, (found) => connectedOrganizationEntity(found, index)) },
  );
}

function entity(type: EntityType, values: Entity["values"], links: Entity["links"]): Entity {
  return { type, annotation: null, values, links };
}

function optional<T>(value: T | undefined, entityOf: (value: T) => Entity): Entity | null {
  return value === undefined ? null : entityOf(value);
}
