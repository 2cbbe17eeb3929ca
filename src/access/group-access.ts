import { type Holding, weakestOf } from "../domain/access.ts";
import type { Chain } from "./group-chains.ts";
import type { GroupGraph } from "./group-graph.ts";
import type { GroupPrivilege, GroupPrivileges } from "./group-privileges.ts";
import type { Principals } from "./principals.ts";
import { sortedNumbers, union } from "./sorted-numbers.ts";
import { overlapOf } from "./span.ts";
import { type Summit, type WayUp, waysUpOf } from "./ways-up.ts";

/** Whether a group counts those in groups nested in it. */
export type Reach = Summit["reach"];

/** One way in which a principal is, or may become, a member of a group. */
export type GroupWay = Omit<Holding, "accessPoint">;

/** Who is in groups now, and who may become a member by activation or is to become one. */
export type GroupAccess = {
  /** Numbers of the active members, ascending. */
  readonly holders: (groupId: string, reach: Reach) => Uint32Array;
  /** Numbers of the members of any membership, ascending. */
  readonly everyHolder: (groupId: string, reach: Reach) => Uint32Array;
  /** For each edge of the principal's own that leads there: the way that is nearest to being active, a shortest of those. */
  readonly ways: (principalId: string, groupId: string, reach: Reach) => readonly GroupWay[];
  /** As `ways`, but of active members at most `most` of all ways. */
  readonly everyWay: (principalId: string, groupId: string, reach: Reach, most: number) => readonly GroupWay[];
  /** The groups whose active members count. */
  readonly counted: (groupId: string, reach: Reach) => readonly string[];
  /** The groups whose members count, or may make themselves count. */
  readonly everyCounted: (groupId: string, reach: Reach) => readonly string[];
};

export function groupAccessOf(groups: GroupGraph, privileges: GroupPrivileges, principals: Principals): GroupAccess {
  const waysUp = waysUpOf(groups, privileges);
  const eligible: Memberships = {
    memberships: (groupId) => privileges.memberships(groupId).filter(({ membership }) => membership === "eligible"),
  };
  const holders = (groupId: string, reach: Reach): Uint32Array => {
    const [members = new Uint32Array()] = reach === "direct" ? [groups.direct(groupId)] : groups.effective([groupId]);
    return members;
  };
  const activeWays = (chains: readonly Chain[], reach: Reach): readonly GroupWay[] =>
    chains
      .filter((chain) => reach === "transitive" || chain.groups.length === 1)
      .map((chain) => activeWay(chain, privileges));
  const unprivileged = { direct: new Set<string>(), transitive: new Set<string>() };
  const otherWays = (principalId: string, groupId: string, reach: Reach): readonly GroupWay[] => {
    if (unprivileged[reach].has(groupId)) return [];
    const { homes, privileged } = reachedBy(groupId, reach, groups, privileges);
    if (privileged.length === 0) {
      unprivileged[reach].add(groupId);
      return [];
    }
    const active = activeWays(groups.chains(principalId, groupId), reach);
    const leftOut = new Set(active.flatMap(({ path: [joined] }) => joined?.id ?? []));
    return waysUp(principalId, { groupId, reach, homes }, leftOut).map(wayOf);
  };
  return {
    holders,
    everyHolder: (groupId, reach) => {
      const active = holders(groupId, reach);
      const { privileged, entering } = reachedBy(groupId, reach, groups, privileges);
      if (privileged.length === 0) return active;
      const own = privileged.map(({ principalId }) => principalId).filter((id) => !entering.has(id));
      return union([active, sortedNumbers(own, principals), ...groups.effective([...entering])]);
    },
    ways: (principalId, groupId, reach) => [
      ...activeWays(groups.chains(principalId, groupId), reach),
      ...otherWays(principalId, groupId, reach),
    ],
    everyWay: (principalId, groupId, reach, most) => [
      ...activeWays(groups.everyChain(principalId, groupId, most).chains, reach),
      ...otherWays(principalId, groupId, reach),
    ],
    counted: (groupId, reach) => (reach === "direct" ? [groupId] : groups.below(groupId)),
    everyCounted: (groupId, reach) => [...reachedBy(groupId, reach, groups, eligible).homes],
  };
}

type Memberships = Pick<GroupPrivileges, "memberships">;

/** Groups whose members count, the privileges to join one of them, and the groups that have such a privilege. */
type Reached = {
  readonly homes: ReadonlySet<string>;
  readonly privileged: readonly GroupPrivilege[];
  readonly entering: ReadonlySet<string>;
};

/** What a group may activate, whoever is in that group may, and so on down. */
function reachedBy(groupId: string, reach: Reach, groups: GroupGraph, privileges: Memberships): Reached {
  const homes = new Set(reach === "direct" ? [groupId] : groups.below(groupId));
  const privileged: GroupPrivilege[] = [];
  const entering = new Set<string>();
  for (const home of homes) {
    for (const privilege of privileges.memberships(home)) {
      privileged.push(privilege);
      if (!groups.mayBe(privilege.principalId)) continue;
      entering.add(privilege.principalId);
      for (const nested of groups.below(privilege.principalId)) homes.add(nested);
    }
  }
  return { homes, privileged, entering };
}

function activeWay({ groups, edges }: Chain, privileges: GroupPrivileges): GroupWay {
  const spans = edges.map(({ groupId, memberId }) => privileges.activeSpan("member", groupId, memberId));
  return { membership: "active", path: groups, ...overlapOf(spans), evidence: edges.map(({ evidence }) => evidence) };
}

function wayOf(steps: WayUp): GroupWay {
  return {
    membership: weakestOf(steps.map(({ membership }) => membership)),
    path: steps.flatMap(({ hops }) => hops),
    ...overlapOf(steps.map(({ span }) => span)),
    evidence: steps.map(({ evidence }) => evidence),
  };
}
