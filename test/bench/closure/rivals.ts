import type { Memberships } from "../../../src/access/closure/memberships.ts";
import { linksOf, type Relation } from "../../../src/access/closure/relation.ts";

/** What is in each group, by id, as a script holds it that has read it from answers in JSON: every id is a text of its own. */
export type Script = {
  readonly nested: ReadonlyMap<string, readonly string[]>;
  readonly members: ReadonlyMap<string, readonly string[]>;
};

export function scriptOf({ nested, members, principals }: Memberships): Script {
  const groupIds = idsOf("group", nested.starts.length - 1);
  return {
    nested: mapOf(nested, groupIds, groupIds),
    members: mapOf(members, groupIds, idsOf("principal", principals)),
  };
}

/** Breadth first over maps and sets of ids. */
export function membersByScript({ nested, members }: Script, group: number): ReadonlySet<string> {
  const reached = new Set([idOf("group", group)]);
  const found = new Set<string>();
  for (const id of reached) {
    for (const member of members.get(id) ?? []) found.add(member);
    for (const member of nested.get(id) ?? []) reached.add(member);
  }
  return found;
}

/** Breadth first over typed arrays, one group at a time; a stamp says who was met in this search already. */
export function typedSearch({ nested, members, principals }: Memberships): (group: number) => Uint32Array {
  const [seen, met] = [new Uint32Array(nested.starts.length), new Uint32Array(principals)];
  const [queue, found] = [new Uint32Array(nested.starts.length), new Uint32Array(principals)];
  let stamp = 0;
  return (group) => {
    stamp += 1;
    let [read, queued, used] = [0, 1, 0];
    queue[0] = group;
    seen[group] = stamp;
    while (read < queued) {
      const current = queue[read] ?? 0;
      read += 1;
      used = collectNew(members, current, met, stamp, found, used);
      queued = collectNew(nested, current, seen, stamp, queue, queued);
    }
    return found.slice(0, used).sort();
  };
}

function collectNew(
  { starts, targets }: Relation,
  from: number,
  stamps: Uint32Array,
  stamp: number,
  into: Uint32Array,
  used: number,
): number {
  let next = used;
  const end = starts[from + 1] ?? 0;
  for (let at = starts[from] ?? 0; at < end; at += 1) {
    const target = targets[at] ?? 0;
    if (stamps[target] === stamp) continue;
    stamps[target] = stamp;
    into[next] = target;
    next += 1;
  }
  return next;
}

export function idOf(kind: "group" | "principal", number: number): string {
  return `${kind === "group" ? "9" : "1"}${String(number).padStart(7, "0")}-5d5c-4c22-9f0e-3c1f2a7be01d`;
}

function idsOf(kind: "group" | "principal", count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => idOf(kind, number));
}

function mapOf(
  relation: Relation,
  from: readonly string[],
  to: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(from.map((id, number) => [id, asRead(Array.from(linksOf(relation, number), (at) => to[at] ?? ""))]));
}

function asRead(ids: readonly string[]): readonly string[] {
  const read: unknown = JSON.parse(JSON.stringify(ids));
  return Array.isArray(read) ? read.map(String) : [];
}
