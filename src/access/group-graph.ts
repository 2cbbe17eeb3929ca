import type { ObjectRef } from "../domain/access.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Closure, closureOf } from "./closure/closure.ts";
import { linksOf } from "./closure/relation.ts";
import { type GroupChains, groupChainsOf } from "./group-chains.ts";
import { membershipIndexOf } from "./membership-index.ts";
import type { Principals } from "./principals.ts";

/** The columns that name a group, and tell who may put members in. */
const groupColumns = [
  "id",
  "displayName",
  "groupTypes",
  "membershipRule",
  "onPremisesSyncEnabled",
  "isAssignableToRole",
] as const;

export type GroupRow = Pick<Row<"groups">, (typeof groupColumns)[number]>;

/** Groups, who is in them, and which stand in which. Cycles are allowed: Entra does not forbid them. */
export type GroupGraph = GroupChains & {
  readonly ref: (groupId: string) => ObjectRef;
  readonly row: (groupId: string) => GroupRow | undefined;
  /** The group was listed, or somebody is in it, or it is in another. */
  readonly isKnown: (id: string) => boolean;
  /** It is a known group or, where not all groups were read, may be one, because the directory lists nothing else of this id. */
  readonly mayBe: (id: string) => boolean;
  /** Numbers of the principals that are members themselves, ascending. */
  readonly direct: (groupId: string) => Uint32Array;
  /** Numbers of the members, own and nested, of each of the groups, ascending, in the order asked: fastest asked at once. */
  readonly effective: (groupIds: readonly string[]) => Iterable<Uint32Array>;
  /** The group and all groups nested in it, each once, in the order of their ids. */
  readonly below: (groupId: string) => readonly string[];
  /** The groups that the group is itself a direct member of. */
  readonly parents: (groupId: string) => readonly string[];
};

export function groupGraphOf(snapshot: Snapshot, principals: Principals): GroupGraph {
  const rows = new Map<string, GroupRow>();
  for (const group of snapshot.columns("groups", groupColumns)) rows.set(group.id, group);
  const index = membershipIndexOf(snapshot, principals);
  const { nested, members, idOf, numberOf } = index;
  const closure = closureOf({ nested, members, principals: principals.size });
  const isWhole = snapshot.coverage.some(({ section, status }) => section === "groups" && status === "complete");
  const isKnown = (id: string): boolean => numberOf(id) !== undefined;
  const ref = (id: string): ObjectRef => ({ kind: "group", id, name: rows.get(id)?.displayName ?? id });
  return {
    ref,
    row: (groupId) => rows.get(groupId),
    isKnown,
    mayBe: (id) => isKnown(id) || (!isWhole && isUntold(id, principals)),
    direct: (groupId) => {
      const group = numberOf(groupId);
      return group === undefined ? new Uint32Array() : linksOf(members, group);
    },
    effective: (groupIds) => effective(groupIds.map(numberOf), closure),
    below: (groupId) => {
      const group = numberOf(groupId);
      return group === undefined ? [groupId] : Array.from(closure.below(group), idOf);
    },
    parents: (groupId) => {
      const group = numberOf(groupId);
      return group === undefined ? [] : Array.from(closure.parents(group), idOf);
    },
    ...groupChainsOf(index, closure, principals, ref),
  };
}

function isUntold(id: string, principals: Principals): boolean {
  const number = principals.numberOf(id);
  return number === undefined || principals.typeOf(number) === "unknown";
}

/** A group of which nothing was ever said has no number, and nobody in it. */
function* effective(groups: readonly (number | undefined)[], closure: Closure): Generator<Uint32Array> {
  const lists = closure.effectiveMembers(Uint32Array.from(groups.filter((group) => group !== undefined)));
  for (const group of groups) {
    const next = group === undefined ? undefined : lists.next();
    yield next?.done === false ? next.value : new Uint32Array();
  }
}
