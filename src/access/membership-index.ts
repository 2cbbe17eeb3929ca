import type { EvidenceRef } from "../domain/evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { EdgeList } from "./closure/edge-list.ts";
import { placeOf, relationOf, type TaggedRelation } from "./closure/relation.ts";
import { EvidenceTable } from "./evidence-table.ts";
import { isPrincipal } from "./principal-naming.ts";
import type { Principals } from "./principals.ts";

/** All direct memberships, 8 bytes each: groups under dense numbers in the order of their ids, principals under theirs. */
export type MembershipIndex = {
  readonly idOf: (group: number) => string;
  /** Undefined for a group that neither was listed nor has or is a member. */
  readonly numberOf: (groupId: string) => number | undefined;
  readonly nested: TaggedRelation;
  readonly members: TaggedRelation;
  readonly evidenceOf: (relation: TaggedRelation, group: number, member: number) => EvidenceRef;
};

export function membershipIndexOf(
  snapshot: Snapshot,
  listed: ReadonlyMap<string, unknown>,
  principals: Principals,
): MembershipIndex {
  const arrivals = new Map<string, number>();
  for (const id of listed.keys()) arrivalOf(id, arrivals);
  const [nested, members, evidences] = [new EdgeList(), new EdgeList(), new EvidenceTable()];
  for (const { groupId, memberId, memberType, evidence } of snapshot.columns("groupMembers", [
    "groupId",
    "memberId",
    "memberType",
    "evidence",
  ])) {
    const tag = evidences.numberOf(evidence);
    if (listed.has(memberId) || memberType === "group") {
      nested.push(arrivalOf(groupId, arrivals), arrivalOf(memberId, arrivals), tag);
    } else if (isPrincipal(memberType)) {
      members.push(arrivalOf(groupId, arrivals), numberOf(memberId, principals), tag);
    }
  }

  const ids = [...arrivals.keys()].sort();
  const ranks = new Uint32Array(ids.length);
  for (const [rank, id] of ids.entries()) ranks[arrivalOf(id, arrivals)] = rank;
  nested.renumber(ranks, ranks);
  members.renumber(ranks);
  const numbers = new Map(ids.map((id, number) => [id, number]));
  return {
    idOf: (group) => idAt(group, ids),
    numberOf: (groupId) => numbers.get(groupId),
    nested: relationOf({ from: ids.length, to: ids.length }, nested),
    members: relationOf({ from: ids.length, to: principals.size }, members),
    evidenceOf: (relation, group, member) => evidences.at(tagOf(relation, group, member)),
  };
}

/** Groups are numbered as they come, and anew in the order of their ids once all are known. */
function arrivalOf(id: string, arrivals: Map<string, number>): number {
  const known = arrivals.get(id);
  if (known !== undefined) return known;
  arrivals.set(id, arrivals.size);
  return arrivals.size - 1;
}

function numberOf(id: string, principals: Principals): number {
  const number = principals.numberOf(id);
  if (number === undefined) throw new RangeError(`${id} is a member of a group and is not among the principals`);
  return number;
}

function idAt(group: number, ids: readonly string[]): string {
  const id = ids[group];
  if (id === undefined) throw new RangeError(`no group has number ${group}`);
  return id;
}

function tagOf(relation: TaggedRelation, group: number, member: number): number {
  const tag = relation.tags[placeOf(relation, group, member) ?? -1];
  if (tag === undefined) throw new RangeError(`${member} is no direct member of group ${group}`);
  return tag;
}
