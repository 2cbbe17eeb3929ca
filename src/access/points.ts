import type { Holding } from "../domain/access.ts";
import type { SectionName } from "../domain/sections.ts";
import type { Granted } from "./granted.ts";
import type { GroupAccess, GroupWay } from "./group-access.ts";
import type { GroupBlindSpots } from "./group-blind-spots.ts";
import type { HeldPoint } from "./held-point.ts";
import type { PackageGrants } from "./package-grants.ts";
import type { Packages } from "./packages.ts";
import { union } from "./sorted-numbers.ts";

/**
 * What judging an access point rests on. Without `sections` nobody can be judged; without `potential` those who hold it
 * actively can, but not those who may activate it. `blind` says why even complete sections cannot show every holder.
 */
export type PointSources = {
  readonly sections: readonly SectionName[];
  readonly potential: readonly SectionName[];
  readonly blind: string | null;
};

/** Who holds the access points of one kind. */
export type Points = {
  readonly holders: (point: HeldPoint) => Uint32Array;
  readonly everyHolder: (point: HeldPoint) => Uint32Array;
  readonly holdings: (principalId: string, point: HeldPoint) => readonly Holding[];
  readonly everyHolding: (principalId: string, point: HeldPoint, most: number) => readonly Holding[];
  /** The groups whose active members hold it, and those whose members hold it or may activate it. */
  readonly groups: (point: HeldPoint) => readonly string[];
  readonly everyGroup: (point: HeldPoint) => readonly string[];
  readonly sources: (point: HeldPoint) => PointSources;
};

type ThroughGroups = { readonly groupAccess: GroupAccess; readonly groupBlindSpots: GroupBlindSpots };

const groupPotential: readonly SectionName[] = ["groupEligibilities"];

export function groupPoints({ groupAccess, groupBlindSpots }: ThroughGroups): Points {
  return {
    holders: ({ id, reach }) => groupAccess.holders(id, reach),
    everyHolder: ({ id, reach }) => groupAccess.everyHolder(id, reach),
    holdings: (principalId, point) => held(point, groupAccess.ways(principalId, point.id, point.reach)),
    everyHolding: (principalId, point, most) =>
      held(point, groupAccess.everyWay(principalId, point.id, point.reach, most)),
    groups: ({ id, reach }) => groupAccess.counted(id, reach),
    everyGroup: ({ id, reach }) => groupAccess.everyCounted(id, reach),
    sources: ({ id, reach }) => ({
      sections: ["groups", "groupMembers"],
      potential: groupPotential,
      blind: groupBlindSpots.among(groupAccess.everyCounted(id, reach)),
    }),
  };
}

function held({ kind, id, name }: HeldPoint, ways: readonly GroupWay[]): readonly Holding[] {
  return ways.map((way) => ({ accessPoint: { kind, id, name }, ...way }));
}

export function packagePoints(packages: Packages): Points {
  const holdings: Points["holdings"] = (principalId, point) => packages.holdings(principalId, point.id, point);
  return {
    holders: ({ id }) => packages.holders(id),
    everyHolder: ({ id }) => packages.everyHolder(id),
    holdings,
    everyHolding: holdings,
    groups: () => [],
    everyGroup: () => [],
    sources: (point) => ({ sections: ["assignments"], potential: [], blind: packages.blindSpot(point) }),
  };
}

/** Sites by the packages that grant them, which is all that Graph tells of them. */
export function sitePoints(packages: Packages, grants: PackageGrants): Points {
  const holdings: Points["holdings"] = (principalId, point) =>
    grants.packagesGranting(point).flatMap((id) => packages.holdings(principalId, id, point));
  return {
    holders: (point) => union(grants.packagesGranting(point).map(packages.holders)),
    everyHolder: (point) => union(grants.packagesGranting(point).map(packages.everyHolder)),
    holdings,
    everyHolding: holdings,
    groups: () => [],
    everyGroup: () => [],
    sources: ({ name }) => ({
      sections: ["accessPackages", "resourceRoleScopes", "assignments"],
      potential: [],
      blind: `who holds the site role ${name} outside access packages cannot be read from Graph`,
    }),
  };
}

/** Access points that are given one by one, to principals and to groups. */
export function grantedPoints(
  granted: Granted,
  { groupAccess, groupBlindSpots }: ThroughGroups,
  { sections, potential }: Omit<PointSources, "blind">,
  blindness: (point: HeldPoint) => string | null = () => null,
): Points {
  const everyGroup = ({ id }: HeldPoint): readonly string[] => [
    ...new Set(granted.groups(id).flatMap((groupId) => groupAccess.everyCounted(groupId, granted.reach))),
  ];
  return {
    holders: ({ id }) => granted.holders(id),
    everyHolder: ({ id }) => granted.everyHolder(id),
    holdings: granted.holdings,
    everyHolding: granted.everyHolding,
    groups: ({ id }) => granted.groups(id).flatMap((groupId) => groupAccess.counted(groupId, granted.reach)),
    everyGroup,
    sources: (point) => {
      const counted = everyGroup(point);
      return {
        sections: counted.length === 0 ? sections : [...sections, "groups", "groupMembers"],
        potential: counted.length === 0 ? potential : [...potential, ...groupPotential],
        blind: [groupBlindSpots.among(counted), blindness(point)].filter((why) => why !== null).join("; ") || null,
      };
    },
  };
}
