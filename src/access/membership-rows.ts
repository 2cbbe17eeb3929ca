import type { Snapshot } from "../snapshot/snapshot.ts";
import { release } from "../snapshot/tables/numbers.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { NumberList } from "./numbers/number-list.ts";
import { isPrincipal } from "./principal-naming.ts";
import type { Principals } from "./principals.ts";

/**
 * All direct memberships, group by group. The members of `groups[i]` begin at `memberStarts[i]` in `members`, and the groups in
 * it at `nestedStarts[i]` in `nested`; a group that has neither is not among them.
 */
export type MembershipRows = {
  /** Numbers of ids, ascending. */
  readonly groups: NumberList;
  readonly memberStarts: NumberList;
  readonly nestedStarts: NumberList;
  /** Numbers of principals, ascending in each group. */
  readonly members: Uint32Array;
  /** Numbers of ids, ascending in each group, and the places of their rows. */
  readonly nested: NumberList;
  readonly nestedPlaces: NumberList;
  /** The places of all rows that are no principal's. */
  readonly otherPlaces: NumberList;
};

/** What a member is by what the membership calls it; devices and contacts are neither. */
const kinds = { neither: 0, principal: 1, group: 2 } as const;

/**
 * Reads the memberships in one pass. What was listed as a group is one, whatever a membership calls it. Throws a TypeError where
 * rows are not in the order of their natural keys, as nobody could be found then.
 */
export function membershipRowsOf({ table, ids }: Snapshot, principals: Principals): MembershipRows {
  const memberships = table("groupMembers");
  const listed = table("groups").ids("id");
  const reading: Reading = {
    kinds: Uint8Array.from(memberships.labelValues("memberType"), kindOf),
    isListed: marksOf(listed, ids.size()),
    numbers: withoutListed(principals.byId, listed),
    groups: new NumberList(),
    memberStarts: new NumberList(),
    nestedStarts: new NumberList(),
    members: new Uint32Array(memberships.size),
    nested: new NumberList(),
    nestedPlaces: new NumberList(),
    otherPlaces: new NumberList(),
    rows: 0,
    used: 0,
    last: { group: -1, member: -1 },
    begun: -1,
  };
  for (let part = 0; part < memberships.parts; part += 1) {
    const columns = [
      memberships.idPart("groupId", part),
      memberships.idPart("memberId", part),
      memberships.labelPart("memberType", part),
    ] as const;
    read(...columns, reading);
    for (const column of columns) release(column);
  }
  return { ...reading, members: reading.members.subarray(0, reading.used) };
}

type Reading = MembershipRows & {
  /** By label. */
  readonly kinds: Uint8Array;
  readonly isListed: Uint8Array;
  /** The number of a principal by that of its id; -1 where there is none, and for what was listed as a group. */
  readonly numbers: Int32Array;
  rows: number;
  /** How many principals have come. */
  used: number;
  /** The ids of the row before. */
  readonly last: { group: number; member: number };
  /** The last group that has a member. */
  begun: number;
};

function kindOf(memberType: string): number {
  if (memberType === "group") return kinds.group;
  return isPrincipal(memberType) ? kinds.principal : kinds.neither;
}

function marksOf(numbers: Uint32Array, bound: number): Uint8Array {
  const marks = new Uint8Array(bound);
  for (let at = 0; at < numbers.length; at += 1) marks[numbers[at] ?? none] = 1;
  return marks;
}

function withoutListed(numbers: Uint32Array, listed: Uint32Array): Int32Array {
  const left = Int32Array.from(numbers);
  for (let at = 0; at < listed.length; at += 1) left[listed[at] ?? none] = -1;
  return left;
}

function read(groups: Uint32Array, members: Uint32Array, labels: Uint32Array, reading: Reading): void {
  if (groups.length !== members.length || groups.length !== labels.length)
    throw new TypeError("the columns of the memberships have not the same rows");
  for (let start = 0; start < groups.length; ) {
    const end = endOfRun(groups, start);
    enter(groups[start] ?? none, reading);
    readRun(members, labels, start, end, reading);
    start = end;
  }
  reading.rows += groups.length;
}

/** A group may go on from one part of the table to the next. */
function enter(group: number, { last }: Reading): void {
  if (group === last.group) return;
  if (group < last.group) throw disordered();
  last.group = group;
  last.member = -1;
}

function endOfRun(groups: Uint32Array, start: number): number {
  const group = groups[start];
  let end = start + 1;
  while (end < groups.length && groups[end] === group) end += 1;
  return end;
}

function readRun(members: Uint32Array, labels: Uint32Array, start: number, end: number, reading: Reading): void {
  for (let at = start; at < end; ) {
    at = readPrincipals(members, labels, at, end, reading);
    if (at === end) return;
    readOther(members[at] ?? none, labels[at] ?? none, at, reading);
    at += 1;
  }
}

/** Reads on as long as members are principals, and gives where it stopped. */
function readPrincipals(
  members: Uint32Array,
  labels: Uint32Array,
  start: number,
  end: number,
  reading: Reading,
): number {
  const called = calledPrincipals(labels, reading.kinds, start, end);
  const stop = keepPrincipals(members, start, called, reading.numbers, reading.members, reading.used);
  if (stop === start) return stop;
  checkOrder(members, start, stop, reading.last.member);
  begin(reading);
  reading.used += stop - start;
  reading.last.member = members[stop - 1] ?? none;
  return stop;
}

/** Where the first stands that the membership does not call a principal. */
function calledPrincipals(labels: Uint32Array, kindOfLabel: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && kindOfLabel[labels[at] ?? 0] === kinds.principal) at += 1;
  return at;
}

/** Keeps the numbers of principals from `used` on, and gives where the first stands that has none: no more than this is done for each of millions. */
function keepPrincipals(
  members: Uint32Array,
  start: number,
  end: number,
  numbers: Int32Array,
  into: Uint32Array,
  used: number,
): number {
  for (let at = start; at < end; at += 1) {
    const number = numbers[members[at] ?? 0] ?? -1;
    if (number < 0) return at;
    into[used + at - start] = number;
  }
  return end;
}

function checkOrder(members: Uint32Array, start: number, end: number, before: number): void {
  let last = before;
  let isAscending = true;
  for (let at = start; at < end; at += 1) {
    const member = members[at] ?? 0;
    if (member <= last) isAscending = false;
    last = member;
  }
  if (!isAscending) throw disordered();
}

function disordered(): TypeError {
  return new TypeError("memberships are not in the order of their keys");
}

/** The group that is read has a member: they begin here, unless it had some before. */
function begin(reading: Reading): void {
  if (reading.last.group === reading.begun) return;
  reading.groups.push(reading.last.group);
  reading.memberStarts.push(reading.used);
  reading.nestedStarts.push(reading.nested.size);
  reading.begun = reading.last.group;
}

function readOther(id: number, label: number, at: number, reading: Reading): void {
  if (id <= reading.last.member) throw disordered();
  const kind = reading.isListed[id] === 1 ? kinds.group : reading.kinds[label];
  if (kind === kinds.principal) throw new RangeError(`${id} is the id of no principal`);
  reading.last.member = id;
  reading.otherPlaces.push(reading.rows + at);
  if (kind !== kinds.group) return;
  begin(reading);
  reading.nested.push(id);
  reading.nestedPlaces.push(reading.rows + at);
}
