import type { Setting } from "../builder/draft-directory.ts";
import { appRoleAssignmentId } from "../tenant/resource-roles.ts";
import type { Tenant } from "../tenant.ts";
import { aTenant } from "../tenant-builder.ts";
import type { Numerals } from "./numerals.ts";
import type { Population } from "./population.ts";

/** The part of a generated tenant that is kept: all but users, groups and assignments. */
export function baseTenant(population: Population, groupIds: Numerals, { names, domain, now }: Setting): Tenant {
  const { packages, policies, servicePrincipals } = population.generation;
  const builder = aTenant(names.tenant, { now, displayName: `Generated ${names.tenant}`, domain });
  for (const nth of Array(Math.ceil(packages / packagesPerCatalog)).keys()) builder.catalog(`Catalog ${nth}`);
  for (const nth of Array(packages).keys()) {
    const catalog = `Catalog ${Math.floor(nth / packagesPerCatalog)}`;
    builder.accessPackage(`Package ${nth}`, {
      catalog,
      grants: [{ site: `https://${domain}/sites/${nth}`, role: "Members" }],
    });
  }
  for (const nth of Array(policies).keys()) {
    builder.policy(`Policy ${Math.floor(nth / packages) + 1}`, {
      accessPackage: `Package ${nth % packages}`,
      expiration: { type: "afterDuration", duration: "P180D", endDateTime: null },
    });
  }
  for (const nth of Array(servicePrincipals).keys()) builder.app(`App ${nth}`, { roles: ["Use"] });
  return withGroupsInApps(withIncompatibilities(builder.build(), population), groupIds, now);
}

const packagesPerCatalog = 50;

function withIncompatibilities(tenant: Tenant, population: Population): Tenant {
  const accessPackages = tenant.accessPackages.map((accessPackage, nth) => {
    const counterpart = tenant.accessPackages[population.counterpartOf(nth) ?? -1];
    return { ...accessPackage, incompatibleAccessPackageIds: counterpart === undefined ? [] : [counterpart.id] };
  });
  return { ...tenant, accessPackages };
}

/** Gives one group the role of each application, in turn. */
function withGroupsInApps(tenant: Tenant, groupIds: Numerals, now: Date): Tenant {
  const apps = groupIds.count === 0 ? [] : tenant.servicePrincipals;
  const appRoleAssignments = apps.flatMap(({ id: resourceId, appRoles }, nth) =>
    appRoles.map(({ id: appRoleId }) => {
      const principalId = groupIds.name(nth % groupIds.count);
      return {
        id: appRoleAssignmentId(resourceId, appRoleId, principalId),
        appRoleId,
        createdDateTime: now.toISOString(),
        principalId,
        principalType: "Group" as const,
        resourceId,
      };
    }),
  );
  return { ...tenant, appRoleAssignments };
}
