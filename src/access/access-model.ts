import type { Holding } from "../domain/access.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type AppRoles, appRolesOf } from "./app-roles.ts";
import { catalogRoleGrants, catalogRolePointIds } from "./catalog-roles.ts";
import { directoryRoleGrants } from "./directory-roles.ts";
import { grantedOf, grantsByPoint, type PointGrant } from "./granted.ts";
import { groupAccessOf } from "./group-access.ts";
import { type GroupBlindSpots, groupBlindSpotsOf } from "./group-blind-spots.ts";
import { type GroupGraph, groupGraphOf } from "./group-graph.ts";
import { ownedGroupId, ownershipGrants } from "./group-ownerships.ts";
import { groupPrivilegesOf } from "./group-privileges.ts";
import type { HeldPoint } from "./held-point.ts";
import { type PackageGrants, packageGrantsOf } from "./package-grants.ts";
import { type Packages, packagesOf } from "./packages.ts";
import { type Persons, personsOf } from "./persons/persons.ts";
import { defaultPersonSettings, type PersonSettings } from "./persons/settings.ts";
import { grantedPoints, groupPoints, packagePoints, type PointSources, type Points, sitePoints } from "./points.ts";
import { holdersOf } from "./holders.ts";
import { principalsOf } from "./principal-naming.ts";
import type { Principals } from "./principals.ts";

export type { HeldPoint } from "./held-point.ts";

/** Who holds what, and how: built once from a snapshot for one moment. */
export type AccessModel = {
  readonly asOf: Date;
  readonly principals: Principals;
  readonly persons: Persons;
  readonly groups: GroupGraph;
  readonly groupBlindSpots: GroupBlindSpots;
  readonly packages: Packages;
  readonly appRoles: AppRoles;
  readonly grants: PackageGrants;
  /** Numbers of the principals that hold the access point actively, ascending, each once. */
  readonly holders: (point: HeldPoint) => Uint32Array;
  /** Numbers of the principals that hold it in any membership, ascending, each once. */
  readonly everyHolder: (point: HeldPoint) => Uint32Array;
  /** The ways in which a principal holds the access point, in any membership: one at least for each edge of its own. */
  readonly holdings: (principalId: string, point: HeldPoint) => readonly Holding[];
  /** As `holdings`, but with at most `most` of all ways through groups. */
  readonly everyHolding: (principalId: string, point: HeldPoint, most: number) => readonly Holding[];
  /** The groups whose active members hold it. */
  readonly groupsHolding: (point: HeldPoint) => readonly string[];
  readonly sources: (point: HeldPoint) => PointSources;
};

export function accessModelOf(
  snapshot: Snapshot,
  asOf: Date,
  personSettings: PersonSettings = defaultPersonSettings,
): AccessModel {
  const named = holdersOf(snapshot);
  const principals = principalsOf(snapshot, named);
  const persons = personsOf(snapshot, principals, personSettings);
  const groups = groupGraphOf(snapshot, principals);
  const groupBlindSpots = groupBlindSpotsOf(snapshot, groups);
  const privileges = groupPrivilegesOf(snapshot, asOf);
  const groupAccess = groupAccessOf(groups, privileges, principals);
  const packages = packagesOf(snapshot, principals, named, asOf);
  const appRoles = appRolesOf(snapshot, groupAccess, principals);
  const grants = packageGrantsOf(snapshot, groups, (point) => points[point.kind].everyGroup(point));
  const given = (rows: readonly PointGrant[], pointIds?: (id: string) => readonly string[]) =>
    grantedOf(grantsByPoint(rows, pointIds), "transitive", groupAccess, principals);
  const throughGroups = { groupAccess, groupBlindSpots };

  const points: { readonly [Kind in HeldPoint["kind"]]: Points } = {
    accessPackage: packagePoints(packages),
    group: groupPoints(throughGroups),
    groupOwnership: grantedPoints(
      given(ownershipGrants(snapshot, groups, privileges)),
      throughGroups,
      { sections: ["groups", "groupOwners"], potential: ["groupEligibilities"] },
      ({ id }) => groupBlindSpots.untold([ownedGroupId(id)]),
    ),
    appRole: grantedPoints(appRoles, throughGroups, {
      sections: ["servicePrincipals", "appRoleAssignments"],
      potential: [],
    }),
    directoryRole: grantedPoints(given(directoryRoleGrants(snapshot, groups, asOf)), throughGroups, {
      sections: ["directoryRoleDefinitions", "directoryRoleAssignments"],
      potential: ["directoryRoleEligibilities"],
    }),
    site: sitePoints(packages, grants),
    catalogRole: grantedPoints(given(catalogRoleGrants(snapshot), catalogRolePointIds), throughGroups, {
      sections: ["entitlementRoleDefinitions", "entitlementRoleAssignments"],
      potential: [],
    }),
  };
  return {
    asOf,
    principals,
    persons,
    groups,
    groupBlindSpots,
    packages,
    appRoles,
    grants,
    holders: (point) => points[point.kind].holders(point),
    everyHolder: (point) => points[point.kind].everyHolder(point),
    holdings: (principalId, point) => points[point.kind].holdings(principalId, point),
    everyHolding: (principalId, point, most) => points[point.kind].everyHolding(principalId, point, most),
    groupsHolding: (point) => points[point.kind].groups(point),
    sources: (point) => points[point.kind].sources(point),
  };
}
