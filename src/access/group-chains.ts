import type { EvidenceRef } from "../domain/evidence.ts";
import type { ObjectRef } from "../domain/access.ts";
import type { Closure, Ways } from "./closure/closure.ts";
import type { MembershipIndex } from "./membership-index.ts";
import type { Principals } from "./principals.ts";

/** A direct membership, and the response it was read from. */
export type Edge = { readonly groupId: string; readonly memberId: string; readonly evidence: EvidenceRef };

/** A way from a principal's own direct membership up to a group; `groups` starts at the group that is joined. */
export type Chain = { readonly groups: readonly ObjectRef[]; readonly edges: readonly Edge[] };

/** How principals come to be in groups, told for those asked about. */
export type GroupChains = {
  /** Groups that the principal is a direct member of. */
  readonly joined: (principalId: string) => readonly Edge[];
  /** The membership of a group in another. Throws a RangeError where there is none. */
  readonly edge: (groupId: string, nestedId: string) => Edge;
  /** For each group at or below `groupId` that the principal joined directly: a shortest way up. */
  readonly chains: (principalId: string, groupId: string) => readonly Chain[];
  /** At most `most` of all ways up that pass no group twice, shortest first; `isWhole` says that there are no more. */
  readonly everyChain: (
    principalId: string,
    groupId: string,
    most: number,
  ) => { readonly chains: readonly Chain[]; readonly isWhole: boolean };
};

/** Steps that a search for every chain takes before it gives up. */
const mostSteps = 100_000;

export function groupChainsOf(
  index: MembershipIndex,
  closure: Closure,
  principals: Principals,
  ref: (groupId: string) => ObjectRef,
): GroupChains {
  let indexed: Ways | undefined;
  const ways = (): Ways => (indexed ??= closure.waysOf());
  const chainAlong = (principal: number, way: readonly number[]): Chain => ({
    groups: way.map((group) => ref(index.idOf(group))),
    edges: way.map((group, place) =>
      place === 0 ? joinedEdge(principal, group, index, principals) : nestedEdge(way[place - 1] ?? 0, group, index),
    ),
  });
  return {
    joined: (principalId) => {
      const principal = principals.numberOf(principalId);
      if (principal === undefined) return [];
      return Array.from(ways().joined(principal), (group) => joinedEdge(principal, group, index, principals));
    },
    edge: (groupId, nestedId) => nestedEdge(index.numberOf(nestedId) ?? -1, index.numberOf(groupId) ?? -1, index),
    chains: (principalId, groupId) => {
      const [principal, group] = [principals.numberOf(principalId), index.numberOf(groupId)];
      if (principal === undefined || group === undefined) return [];
      return ways()
        .fromEach(principal, group)
        .map((way) => chainAlong(principal, way));
    },
    everyChain: (principalId, groupId, most) => {
      const [principal, group] = [principals.numberOf(principalId), index.numberOf(groupId)];
      if (principal === undefined || group === undefined) return { chains: [], isWhole: true };
      const found = ways().all(principal, group, { ways: most, steps: mostSteps });
      return { chains: found.ways.map((way) => chainAlong(principal, way)), isWhole: found.isWhole };
    },
  };
}

function joinedEdge(principal: number, group: number, index: MembershipIndex, principals: Principals): Edge {
  const evidence = index.memberEvidence(group, principal);
  return { groupId: index.idOf(group), memberId: principals.idOf(principal), evidence };
}

function nestedEdge(member: number, group: number, index: MembershipIndex): Edge {
  const evidence = index.nestedEvidence(group, member);
  return { groupId: index.idOf(group), memberId: index.idOf(member), evidence };
}
