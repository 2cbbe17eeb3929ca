import { type AccessPoint, type Holding, type Membership, type ObjectRef, weakestOf } from "../domain/access.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { GroupAccess, GroupWay, Reach } from "./group-access.ts";
import type { Principals } from "./principals.ts";
import { sortedNumbers, union } from "./sorted-numbers.ts";
import { overlapOf, type Span } from "./span.ts";

/** An access point given to a principal, or to a group and thereby to its members. */
export type Grant = {
  readonly principalId: string;
  readonly toGroup: boolean;
  readonly membership: Membership;
  readonly span: Span;
  readonly hop: ObjectRef;
  readonly evidence: EvidenceRef;
};

/** Who holds access points that are given one by one: app roles, directory roles, catalog roles, ownerships. */
export type Granted = {
  /** The groups that are given it, whose members hold it. */
  readonly groups: (pointId: string) => readonly string[];
  /** Numbers of those who hold it actively, ascending. */
  readonly holders: (pointId: string) => Uint32Array;
  /** Numbers of those who hold it in any membership, ascending. */
  readonly everyHolder: (pointId: string) => Uint32Array;
  readonly holdings: (principalId: string, point: AccessPoint) => readonly Holding[];
  /** As `holdings`, but with at most `most` of all ways through each group. */
  readonly everyHolding: (principalId: string, point: AccessPoint, most: number) => readonly Holding[];
  /** Whether what a group is given passes on to groups nested in it. */
  readonly reach: Reach;
};

export type PointGrant = Grant & { readonly pointId: string };

/** Grants by access point; `pointIds` gives those that an access point is held by, itself among them. */
export function grantsByPoint(
  grants: Iterable<PointGrant>,
  pointIds: (id: string) => readonly string[] = (id) => [id],
): GrantsOf {
  const byPoint = Map.groupBy(grants, ({ pointId }) => pointId);
  return (id) => pointIds(id).flatMap((pointId) => byPoint.get(pointId) ?? []);
}

export type GrantsOf = (pointId: string) => readonly Grant[];

export function grantedOf(grantsOf: GrantsOf, reach: Reach, access: GroupAccess, principals: Principals): Granted {
  const held = (by: readonly Grant[], members: GroupAccess["holders"]): Uint32Array => {
    const { own = [], group = [] } = Object.groupBy(by, ({ toGroup }) => (toGroup ? "group" : "own"));
    const ids = own.map(({ principalId }) => principalId);
    return union([sortedNumbers(ids, principals), ...group.map(({ principalId }) => members(principalId, reach))]);
  };
  const ways = (principalId: string, point: AccessPoint, waysInto: GroupAccess["ways"]): readonly Holding[] =>
    grantsOf(point.id).flatMap((grant) => {
      if (!grant.toGroup) return grant.principalId === principalId ? [holdingBy(grant, point, own)] : [];
      return waysInto(principalId, grant.principalId, reach).map((way) => holdingBy(grant, point, way));
    });
  return {
    groups: (pointId) =>
      grantsOf(pointId)
        .filter(({ toGroup }) => toGroup)
        .map(({ principalId }) => principalId),
    holders: (pointId) =>
      held(
        grantsOf(pointId).filter(({ membership }) => membership === "active"),
        access.holders,
      ),
    everyHolder: (pointId) => held(grantsOf(pointId), access.everyHolder),
    holdings: (principalId, point) => ways(principalId, point, access.ways),
    everyHolding: (principalId, point, most) =>
      ways(principalId, point, (id, groupId) => access.everyWay(id, groupId, reach, most)),
    reach,
  };
}

const own: GroupWay = { membership: "active", path: [], from: null, until: null, evidence: [] };

/** By whatever way the principal comes to the grant. */
function holdingBy(
  { membership, span, hop, evidence }: Grant,
  { kind, id, name }: AccessPoint,
  way: GroupWay,
): Holding {
  const accessPoint = { kind, id, name };
  return {
    accessPoint,
    membership: weakestOf([way.membership, membership]),
    path: [...way.path, hop, accessPoint],
    ...overlapOf([way, span]),
    evidence: [...way.evidence, evidence],
  };
}
