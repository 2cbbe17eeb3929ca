import type { EvidenceRef } from "../domain/evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { EdgeList } from "./closure/edge-list.ts";
import { placeOf, relationOf, type TaggedRelation } from "./closure/relation.ts";
import { type Numbering, numberingOf } from "./numbering.ts";
import { isPrincipal } from "./principal-naming.ts";
import type { Principals } from "./principals.ts";

/**
 * All direct memberships, 8 bytes each: groups that were listed, or have or are a member, under dense numbers in the order of
 * their ids, principals under theirs.
 */
export type MembershipIndex = Pick<Numbering, "idOf" | "numberOf"> & {
  readonly nested: TaggedRelation;
  readonly members: TaggedRelation;
  readonly evidenceOf: (relation: TaggedRelation, group: number, member: number) => EvidenceRef;
};

export function membershipIndexOf({ table, ids }: Snapshot, principals: Principals): MembershipIndex {
  const memberships = table("groupMembers");
  const [groupIds, memberIds] = [memberships.ids("groupId"), memberships.ids("memberId")];
  const types = memberships.labels("memberType");
  const kinds = types.values.map(kindOf);

  const isGroup = new Uint8Array(ids.size());
  const isListed = new Uint8Array(ids.size());
  for (const id of table("groups").ids("id")) isListed[id] = isGroup[id] = 1;
  const kindAt = (place: number): Kind =>
    isListed[memberIds[place] ?? none] === 1 ? "group" : (kinds[types.numbers[place] ?? none] ?? "neither");
  for (let place = 0; place < memberships.size; place += 1) {
    const kind = kindAt(place);
    if (kind !== "neither") isGroup[groupIds[place] ?? none] = 1;
    if (kind === "group") isGroup[memberIds[place] ?? none] = 1;
  }

  const groups = numberingOf(ids, isGroup);
  const [nested, members] = [new EdgeList(), new EdgeList()];
  for (let place = 0; place < memberships.size; place += 1) {
    const [group, member] = [groups.byId[groupIds[place] ?? none] ?? none, memberIds[place] ?? none];
    const kind = kindAt(place);
    if (kind === "group") nested.push(group, groups.byId[member] ?? none, place);
    else if (kind === "principal") members.push(group, principals.byId[member] ?? none, place);
  }
  return {
    idOf: groups.idOf,
    numberOf: groups.numberOf,
    nested: relationOf({ from: groups.size, to: groups.size }, nested),
    members: relationOf({ from: groups.size, to: principals.size }, members),
    evidenceOf: (relation, group, member) => memberships.evidence(tagOf(relation, group, member)),
  };
}

type Kind = "group" | "principal" | "neither";

function kindOf(memberType: string): Kind {
  if (memberType === "group") return "group";
  return isPrincipal(memberType) ? "principal" : "neither";
}

function tagOf(relation: TaggedRelation, group: number, member: number): number {
  const tag = relation.tags[placeOf(relation, group, member) ?? -1];
  if (tag === undefined) throw new RangeError(`${member} is no direct member of group ${group}`);
  return tag;
}
