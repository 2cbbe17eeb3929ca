import type { EvidenceRef } from "../domain/evidence.ts";
import type { ObjectRef } from "../domain/access.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { isPrincipal } from "./principals.ts";

/** A direct membership, and the response it was read from. */
export type Edge = { readonly groupId: string; readonly memberId: string; readonly evidence: EvidenceRef };

/** A way from a principal's own direct membership up to a group; `groups` starts at the group that is joined. */
export type Chain = { readonly groups: readonly ObjectRef[]; readonly edges: readonly Edge[] };

/** Groups, who is in them, and which stand in which. Cycles are allowed: Entra does not forbid them. */
export type GroupGraph = {
  readonly ref: (groupId: string) => ObjectRef;
  readonly row: (groupId: string) => Row<"groups"> | undefined;
  /** Principals that are members themselves. */
  readonly direct: (groupId: string) => readonly Edge[];
  /** The group and all groups nested in it, each once. */
  readonly below: (groupId: string) => readonly string[];
  /** The groups that the group is itself a direct member of. */
  readonly parents: (groupId: string) => readonly string[];
  /** For each group at or below `groupId` that the principal joined directly: a shortest way up. */
  readonly chains: (principalId: string, groupId: string) => readonly Chain[];
  /** Groups that the principal is a direct member of. */
  readonly joined: (principalId: string) => readonly Edge[];
};

export function groupGraphOf(snapshot: Snapshot): GroupGraph {
  const rows = new Map<string, Row<"groups">>();
  for (const group of snapshot.rows("groups")) rows.set(group.id, group);

  const direct = new Map<string, Edge[]>();
  const nested = new Map<string, Edge[]>();
  const joined = new Map<string, Edge[]>();
  const parents = new Map<string, string[]>();
  for (const { groupId, memberId, memberType, evidence } of snapshot.rows("groupMembers")) {
    const edge = { groupId, memberId, evidence };
    if (rows.has(memberId) || memberType === "group") {
      append(nested, groupId, edge);
      append(parents, memberId, groupId);
    } else if (isPrincipal(memberType)) {
      append(direct, groupId, edge);
      append(joined, memberId, edge);
    }
  }

  const ref = (id: string): ObjectRef => ({ kind: "group", id, name: rows.get(id)?.displayName ?? id });
  const wayDown = (groupId: string): ReadonlyMap<string, Edge | null> => shortestWaysDown(groupId, nested);
  return {
    ref,
    row: (groupId) => rows.get(groupId),
    direct: (groupId) => direct.get(groupId) ?? [],
    below: (groupId) => [...wayDown(groupId).keys()],
    parents: (groupId) => parents.get(groupId) ?? [],
    joined: (principalId) => joined.get(principalId) ?? [],
    chains: (principalId, groupId) => {
      const ways = wayDown(groupId);
      const entries = (joined.get(principalId) ?? []).filter((edge) => ways.has(edge.groupId));
      return entries.map((entry) => chainFrom(entry, ways, ref));
    },
  };
}

/** Breadth first from the group down: each group reached, with the nesting edge that reached it first. */
function shortestWaysDown(
  groupId: string,
  nested: ReadonlyMap<string, readonly Edge[]>,
): ReadonlyMap<string, Edge | null> {
  const reached = new Map<string, Edge | null>([[groupId, null]]);
  for (const current of reached.keys()) {
    for (const edge of nested.get(current) ?? []) if (!reached.has(edge.memberId)) reached.set(edge.memberId, edge);
  }
  return reached;
}

function chainFrom(entry: Edge, ways: ReadonlyMap<string, Edge | null>, ref: (id: string) => ObjectRef): Chain {
  const edges = [entry];
  for (let edge = ways.get(entry.groupId); edge !== null && edge !== undefined; edge = ways.get(edge.groupId)) {
    edges.push(edge);
  }
  return { groups: edges.map((edge) => ref(edge.groupId)), edges };
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
