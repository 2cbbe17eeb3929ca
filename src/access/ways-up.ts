import { type Membership, memberships, type ObjectRef } from "../domain/access.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { Edge } from "./group-chains.ts";
import type { GroupGraph } from "./group-graph.ts";
import type { GroupPrivilege, GroupPrivileges } from "./group-privileges.ts";
import type { Span } from "./span.ts";

/** One edge on the way up: a membership that stands, or a privilege to become a member. */
export type StepUp = {
  readonly groupId: string;
  /** Whoever takes it is a member of the group asked for, in the reach asked for. */
  readonly arrives: boolean;
  readonly membership: Membership;
  readonly hops: readonly ObjectRef[];
  readonly span: Span;
  readonly evidence: EvidenceRef;
};

/** From the principal's own edge up to the group. */
export type WayUp = readonly StepUp[];

/** The group to reach, and the groups that lead there. */
export type Summit = {
  readonly groupId: string;
  readonly reach: "direct" | "transitive";
  readonly homes: ReadonlySet<string>;
};

/**
 * Ways up to a group, one for each edge of the principal's own but those to groups left out: nearest to being active, a
 * shortest of those.
 */
export type WaysUp = (principalId: string, summit: Summit, leftOut: ReadonlySet<string>) => readonly WayUp[];

export function waysUpOf(groups: GroupGraph, privileges: GroupPrivileges): WaysUp {
  return (principalId, { groupId, reach, homes }, leftOut) => {
    const standing = (edge: Edge, counts: boolean): StepUp => ({
      groupId: edge.groupId,
      arrives: edge.groupId === groupId && counts,
      membership: "active",
      hops: [groups.ref(edge.groupId)],
      span: privileges.activeSpan("member", edge.groupId, edge.memberId),
      evidence: edge.evidence,
    });
    const privileged = ({ hop, ...privilege }: GroupPrivilege): StepUp => ({
      ...privilege,
      arrives: privilege.groupId === groupId,
      hops: [hop, groups.ref(privilege.groupId)],
    });
    const isHome = (step: StepUp): boolean => homes.has(step.groupId);
    const stepsFrom = (from: string): readonly StepUp[] =>
      [
        ...groups.parents(from).map((parent) => standing(groups.edge(parent, from), reach === "transitive")),
        ...privileges.membershipsOf(from).map(privileged),
      ].filter(isHome);

    const joined = groups.joined(principalId).filter((edge) => !leftOut.has(edge.groupId));
    const entries = [
      ...joined.map((edge) => standing(edge, true)),
      ...privileges.membershipsOf(principalId).map(privileged),
    ];
    return entries.filter(isHome).flatMap((entry) => nearestWay(entry, stepsFrom));
  };
}

type StepsFrom = (groupId: string) => readonly StepUp[];

/** The way, or nothing, by steps no weaker than they must be. */
function nearestWay(entry: StepUp, stepsFrom: StepsFrom): readonly WayUp[] {
  const strongest = memberships.indexOf(entry.membership);
  for (const [weakest] of memberships.entries()) {
    if (weakest < strongest) continue;
    const isAllowed = ({ membership }: StepUp): boolean => memberships.indexOf(membership) <= weakest;
    const way = shortestWay(entry, (from) => stepsFrom(from).filter(isAllowed));
    if (way !== null) return [way];
  }
  return [];
}

function shortestWay(entry: StepUp, stepsFrom: StepsFrom): WayUp | null {
  const keyOf = ({ groupId, arrives }: StepUp): string => `${groupId} ${arrives}`;
  const found = new Map<string, WayUp>([[keyOf(entry), [entry]]]);
  for (const way of found.values()) {
    const last = way.at(-1) ?? entry;
    if (last.arrives) return way;
    for (const step of stepsFrom(last.groupId)) {
      if (!found.has(keyOf(step))) found.set(keyOf(step), [...way, step]);
    }
  }
  return null;
}
