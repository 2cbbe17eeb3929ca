import { isActive } from "../tenant/assignment-window.ts";
import type { AccessPackage } from "../tenant/governance.ts";
import type { Lookup, TenantIndex } from "../tenant/tenant-index.ts";
import type { Entity, EntityType } from "../odata/entity.ts";
import { badRequest } from "../odata/graph-fault.ts";
import { groupPeopleEntities, groupEntity } from "./directory-entities.ts";
import { directoryObjectType, groupType } from "./directory-types.ts";
import { resourcesOf, rolesOf } from "./catalog-resources.ts";
import {
  accessPackageEntity,
  assignmentEntity,
  assignmentRequestEntity,
  catalogEntity,
  connectedOrganizationEntity,
  extensionEntity,
  incompatiblePackagesOf,
  packagesIncompatibleWith,
  policyEntity,
  settingsEntity,
} from "./governance-entities.ts";
import * as types from "./governance-types.ts";
import { governanceRoot } from "./governance-root.ts";
import { permissions } from "./permissions.ts";
import { type Collection, governancePages, type Ids, known, type Reading, type Resource } from "./resource.ts";

/** Below the root of entitlement management. */
export const additionalAccessPath = "assignments/additionalAccess({accessPackageId},{incompatibleAccessPackageId})";

export const governanceResources: readonly Resource[] = [
  ...each("catalogs", types.catalogType, (index) => index.catalogs, catalogEntity),
  many("catalogs/{id}/customWorkflowExtensions", types.extensionType, ({ catalogs }, [id]) =>
    known(catalogs, id, "governance").customWorkflowExtensions.map(extensionEntity),
  ),
  many("catalogs/{id}/resources", types.resourceType, (index, [id]) =>
    resourcesOf(known(index.catalogs, id, "governance"), index),
  ),
  {
    ...many("catalogs/{id}/resourceRoles", types.roleType, (index, [id]) =>
      rolesOf(known(index.catalogs, id, "governance"), index),
    ),
    mustFilterBy: ["resource"],
  },
  ...each("accessPackages", types.accessPackageType, (index) => index.accessPackages, accessPackageEntity),
  many("accessPackages/{id}/incompatibleAccessPackages", types.accessPackageType, (index, [id]) =>
    incompatiblePackagesOf(packageIn(index, id), index),
  ),
  many("accessPackages/{id}/accessPackagesIncompatibleWith", types.accessPackageType, (index, [id]) =>
    packagesIncompatibleWith(packageIn(index, id), index),
  ),
  many("accessPackages/{id}/incompatibleGroups", groupType, (index, [id]) =>
    packageIn(index, id)
      .incompatibleGroupIds.flatMap((groupId) => index.groups.get(groupId) ?? [])
      .map(groupEntity),
  ),
  ...each("assignmentPolicies", types.policyType, (index) => index.policies, policyEntity),
  ...each("assignments", types.assignmentType, (index) => index.assignments, assignmentEntity),
  many(additionalAccessPath, types.assignmentType, additionalAccess),
  ...each(
    "assignmentRequests",
    types.assignmentRequestType,
    (index) => index.assignmentRequests,
    assignmentRequestEntity,
  ),
  ...each(
    "connectedOrganizations",
    types.connectedOrganizationType,
    (index) => index.connectedOrganizations,
    connectedOrganizationEntity,
  ),
  many("connectedOrganizations/{id}/internalSponsors", directoryObjectType, (index, [id]) =>
    groupPeopleEntities(known(index.connectedOrganizations, id, "governance").internalSponsors, index),
  ),
  many("connectedOrganizations/{id}/externalSponsors", directoryObjectType, (index, [id]) =>
    groupPeopleEntities(known(index.connectedOrganizations, id, "governance").externalSponsors, index),
  ),
  one("settings", types.settingsType, ({ tenant }) => settingsEntity(tenant.settings)),
];

/** The assignments of one package whose target also has another. Both packages must be there, and differ. */
function additionalAccess(index: Reading, ids: Ids): readonly Entity[] {
  const [accessPackage, incompatible] = twoPackages(index, ids);
  const holders = new Set(
    index.tenant.assignments
      .filter((assignment) => assignment.accessPackageId === incompatible.id && isActive(assignment, index.now))
      .map(({ target }) => target.id),
  );
  return index.tenant.assignments
    .filter(({ accessPackageId, target }) => accessPackageId === accessPackage.id && holders.has(target.id))
    .filter((assignment) => isActive(assignment, index.now))
    .map((assignment) => ({
      ...assignmentEntity(assignment, index),
      annotation: "#microsoft.graph.accessPackageAssignment",
    }));
}

/** Two different packages by their ids. */
export function twoPackages(index: TenantIndex, [first, second]: Ids): readonly [AccessPackage, AccessPackage] {
  const packages = [packageIn(index, first), packageIn(index, second)] as const;
  if (first === second) throw badRequest("The two access package ids must be distinct.");
  return packages;
}

/** A collection, and each of its objects by id. */
function each<T>(
  path: string,
  type: EntityType,
  objects: (index: TenantIndex) => Lookup<T>,
  entityOf: (object: T, index: TenantIndex) => Entity,
): readonly Resource[] {
  return [
    many(path, type, (index) =>
      objects(index)
        .values()
        .map((object) => entityOf(object, index)),
    ),
    one(`${path}/{id}`, type, (index, [id]) => entityOf(known(objects(index), id, "governance"), index)),
  ];
}

function many(path: string, type: EntityType, list: (reading: Reading, ids: Ids) => Iterable<Entity>): Collection {
  const template = `${governanceRoot}/${path}`;
  return { template, kind: "collection", permissions: permissions.governance, type, pageSize: governancePages, list };
}

function one(path: string, type: EntityType, find: (reading: Reading, ids: Ids) => Entity): Resource {
  return { template: `${governanceRoot}/${path}`, kind: "single", permissions: permissions.governance, type, find };
}

function packageIn({ accessPackages }: TenantIndex, id: string | undefined): AccessPackage {
  return known(accessPackages, id, "governance");
}
