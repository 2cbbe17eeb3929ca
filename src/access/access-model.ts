import type { AccessPoint, Holding } from "../domain/access.ts";
import type { SectionName } from "../domain/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type AppRoles, appRolesOf } from "./app-roles.ts";
import { type GroupBlindSpots, groupBlindSpotsOf } from "./group-blind-spots.ts";
import { type GroupGraph, groupGraphOf } from "./group-graph.ts";
import { type PackageGrants, packageGrantsOf } from "./package-grants.ts";
import { type Packages, packagesOf } from "./packages.ts";
import { type Persons, personsOf } from "./persons/persons.ts";
import { defaultPersonSettings, type PersonSettings } from "./persons/settings.ts";
import { type Principals, principalsOf } from "./principals.ts";
import { sortedNumbers } from "./sorted-numbers.ts";

/** An access point as a duty names it. `reach` says whether a group counts those in groups nested in it. */
export type HeldPoint = AccessPoint & { readonly reach: "direct" | "transitive" };

/** What judging an access point rests on. `blind` says why even complete sections cannot show every holder. */
export type PointSources = { readonly sections: readonly SectionName[]; readonly blind: string | null };

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
  /** Every way in which a principal holds the access point actively. */
  readonly holdings: (principalId: string, point: HeldPoint) => readonly Holding[];
  readonly sources: (point: HeldPoint) => PointSources;
};

export function accessModelOf(
  snapshot: Snapshot,
  asOf: Date,
  personSettings: PersonSettings = defaultPersonSettings,
): AccessModel {
  const principals = principalsOf(snapshot);
  const persons = personsOf(snapshot, principals, personSettings);
  const groups = groupGraphOf(snapshot, principals);
  const groupBlindSpots = groupBlindSpotsOf(snapshot, groups);
  const packages = packagesOf(snapshot, asOf);
  const appRoles = appRolesOf(snapshot, groups, principals);
  const grants = packageGrantsOf(snapshot, groups, appRoles.groupsAssigned);

  const holders = (point: HeldPoint): Uint32Array => {
    switch (point.kind) {
      case "accessPackage":
        return sortedNumbers(activeHolders([point.id], packages), principals);
      case "group":
        return point.reach === "direct" ? groups.direct(point.id) : effectiveMembers(point.id, groups);
      case "appRole":
        return appRoles.holders(point.id);
      case "site":
        return sortedNumbers(activeHolders(grants.packagesGranting(point), packages), principals);
      case "directoryRole":
      case "catalogRole":
        return new Uint32Array();
    }
  };
  const holdings = (principalId: string, point: HeldPoint): readonly Holding[] => {
    switch (point.kind) {
      case "accessPackage":
        return packages.holdings(principalId, point.id, point);
      case "group":
        return groupHoldings(groups, principalId, point);
      case "appRole":
        return appRoles.holdings(principalId, point);
      case "site":
        return grants.packagesGranting(point).flatMap((id) => packages.holdings(principalId, id, point));
      case "directoryRole":
      case "catalogRole":
        return [];
    }
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
    holders,
    holdings,
    sources: (point) => sourcesOf(point, { packages, appRoles, groups, groupBlindSpots }),
  };
}

function activeHolders(packageIds: readonly string[], packages: Packages): readonly string[] {
  return packageIds.flatMap((id) => packages.active(id).map(({ principalId }) => principalId));
}

function effectiveMembers(groupId: string, groups: GroupGraph): Uint32Array {
  const [members = new Uint32Array()] = groups.effective([groupId]);
  return members;
}

function groupsCounted(groups: GroupGraph, { id, reach }: HeldPoint): readonly string[] {
  return reach === "direct" ? [id] : groups.below(id);
}

function groupHoldings(groups: GroupGraph, principalId: string, point: HeldPoint): readonly Holding[] {
  const { reach, ...accessPoint } = point;
  return groups
    .chains(principalId, point.id)
    .filter((chain) => reach === "transitive" || chain.groups.length === 1)
    .map((chain) => ({
      accessPoint,
      membership: "active",
      path: chain.groups,
      from: null,
      until: null,
      evidence: chain.edges.map(({ evidence }) => evidence),
    }));
}

function sourcesOf(
  point: HeldPoint,
  {
    packages,
    appRoles,
    groups,
    groupBlindSpots,
  }: Pick<AccessModel, "packages" | "appRoles" | "groups" | "groupBlindSpots">,
): PointSources {
  switch (point.kind) {
    case "accessPackage":
      return { sections: ["assignments"], blind: packages.blindSpot(point) };
    case "group":
      return { sections: ["groups", "groupMembers"], blind: groupBlindSpots.among(groupsCounted(groups, point)) };
    case "appRole": {
      const viaGroups: readonly SectionName[] = appRoles.hasGroups(point.id) ? ["groups", "groupMembers"] : [];
      return {
        sections: ["servicePrincipals", "appRoleAssignments", ...viaGroups],
        blind: groupBlindSpots.among(appRoles.groupsAssigned(point.id)),
      };
    }
    case "site":
      return {
        sections: ["accessPackages", "resourceRoleScopes", "assignments"],
        blind: `who holds the site role ${point.name} outside access packages cannot be read from Graph`,
      };
    case "directoryRole":
    case "catalogRole":
      return { sections: [], blind: `sodscan does not read ${point.kind} holders yet (${point.name})` };
  }
}
