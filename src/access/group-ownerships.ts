import type { Snapshot } from "../snapshot/snapshot.ts";
import type { PointGrant } from "./granted.ts";
import type { GroupGraph } from "./group-graph.ts";
import type { GroupPrivileges } from "./group-privileges.ts";

export function ownershipPointId(groupId: string): string {
  return `${groupId}/owner`;
}

/** The group that such an access point is the ownership of. */
export function ownedGroupId(pointId: string): string {
  return pointId.slice(0, pointId.lastIndexOf("/"));
}

/** Who owns groups, and who may become an owner by activation or is to become one. */
export function ownershipGrants(
  snapshot: Snapshot,
  groups: GroupGraph,
  privileges: GroupPrivileges,
): readonly PointGrant[] {
  const active = [...snapshot.rows("groupOwners")].map(({ groupId, ownerId, evidence }): PointGrant => {
    const hop = { kind: "groupOwner", id: groupId, name: "owner" };
    const span = privileges.activeSpan("owner", groupId, ownerId);
    const pointId = ownershipPointId(groupId);
    return { pointId, principalId: ownerId, toGroup: false, membership: "active", span, hop, evidence };
  });
  const others = privileges.ownerships.map(({ groupId, principalId, membership, span, hop, evidence }): PointGrant => {
    const toGroup = groups.mayBe(principalId);
    return { pointId: ownershipPointId(groupId), principalId, toGroup, membership, span, hop, evidence };
  });
  return [...active, ...others];
}
