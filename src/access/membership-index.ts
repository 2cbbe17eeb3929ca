import type { EvidenceRef } from "../domain/evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { placeOf, type Relation } from "./closure/relation.ts";
import { type MembershipRows, membershipRowsOf } from "./membership-rows.ts";
import { type Numbering, numberingOf } from "./numbering.ts";
import type { NumberList } from "./numbers/number-list.ts";
import type { Principals } from "./principals.ts";

/**
 * All direct memberships, 4 bytes each: groups that were listed, or have or are a member, under dense numbers in the order of
 * their ids, principals under theirs.
 */
export type MembershipIndex = Pick<Numbering, "idOf" | "numberOf"> & {
  readonly nested: Relation;
  readonly members: Relation;
  /** Where it was read that a principal is a member of a group. Throws a RangeError where it is none. */
  readonly memberEvidence: (group: number, principal: number) => EvidenceRef;
  /** The same of a group in a group. */
  readonly nestedEvidence: (group: number, nested: number) => EvidenceRef;
};

export function membershipIndexOf(snapshot: Snapshot, principals: Principals): MembershipIndex {
  const rows = membershipRowsOf(snapshot, principals);
  const groups = numberingOf(snapshot.ids, groupMarks(snapshot, rows));
  const members = { starts: startsOf(rows, rows.memberStarts, rows.members.length, groups), targets: rows.members };
  const nested = {
    starts: startsOf(rows, rows.nestedStarts, rows.nested.size, groups),
    targets: rows.nested.all().map((id) => groups.byId[id] ?? none),
  };
  const [nestedPlaces, otherPlaces] = [rows.nestedPlaces.all(), rows.otherPlaces.all()];
  const { evidence } = snapshot.table("groupMembers");
  return {
    idOf: groups.idOf,
    numberOf: groups.numberOf,
    nested,
    members,
    memberEvidence: (group, principal) => evidence(placeAmong(otherPlaces, linkTo(members, group, principal))),
    nestedEvidence: (group, member) => evidence(nestedPlaces[linkTo(nested, group, member)] ?? none),
  };
}

function groupMarks({ table, ids }: Snapshot, { groups, nested }: MembershipRows): Uint8Array {
  const isGroup = new Uint8Array(ids.size());
  for (const some of [table("groups").ids("id"), groups.all(), nested.all()])
    for (let at = 0; at < some.length; at += 1) isGroup[some[at] ?? none] = 1;
  return isGroup;
}

/** Where the links of each group begin, and last where they end. */
function startsOf(
  { groups }: MembershipRows,
  starts: NumberList,
  links: number,
  { size, byId }: Numbering,
): Uint32Array {
  const all = new Uint32Array(size + 1).fill(links);
  const begins = starts.all();
  let next = 0;
  for (const [at, id] of groups.all().entries()) {
    const group = byId[id] ?? none;
    all.fill(begins[at] ?? 0, next, group + 1);
    next = group + 1;
  }
  return all;
}

function linkTo(relation: Relation, group: number, member: number): number {
  const link = placeOf(relation, group, member);
  if (link === undefined) throw new RangeError(`${member} is no direct member of group ${group}`);
  return link;
}

/** The place of the `nth`, counted from 0, of all that are not among `others`, which ascend. */
function placeAmong(others: Uint32Array, nth: number): number {
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((others[middle] ?? 0) - middle <= nth) low = middle + 1;
    else high = middle;
  }
  return nth + low;
}
