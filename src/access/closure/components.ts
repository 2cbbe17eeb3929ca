import type { Relation } from "./relation.ts";

/** Groups that contain each other, directly or not, are of one component; every group is of one. */
export type Components = {
  /** The component of each group. */
  readonly of: Uint32Array;
  /** All groups, those of one component side by side, and before every group nested in them that is of another. */
  readonly downwards: Uint32Array;
  /** The component of each nested group, at the place of its link. */
  readonly nested: Uint32Array;
};

const unseen = 0xffff_ffff;

/** Strongly connected components (Tarjan 1972), without recursion: nesting may be deeper than the call stack. */
export function componentsOf(nested: Relation): Components {
  const search = newSearch(nested);
  for (let group = 0; group < search.of.length; group += 1) {
    if (search.found[group] === unseen) visitFrom(group, nested, search);
  }
  const { of, closed } = search;
  return { of, downwards: closed.reverse(), nested: nested.targets.map((group) => of[group] ?? 0) };
}

type Search = {
  /** Edges of a group still to follow begin here. */
  readonly next: Uint32Array;
  /** When a group was found; and the earliest found that is still open and can be reached from it. */
  readonly found: Uint32Array;
  readonly earliest: Uint32Array;
  readonly of: Uint32Array;
  /** Groups from the root of the search down to where it stands. */
  readonly path: Uint32Array;
  /** Groups found whose component is not closed yet; and those whose component is, in that order. */
  readonly open: Uint32Array;
  readonly closed: Uint32Array;
  depth: number;
  opened: number;
  finds: number;
  closures: number;
  components: number;
};

function newSearch(nested: Relation): Search {
  const groups = nested.starts.length - 1;
  return {
    next: nested.starts.slice(0, groups),
    found: new Uint32Array(groups).fill(unseen),
    earliest: new Uint32Array(groups),
    of: new Uint32Array(groups).fill(unseen),
    path: new Uint32Array(groups),
    open: new Uint32Array(groups),
    closed: new Uint32Array(groups),
    depth: 0,
    opened: 0,
    finds: 0,
    closures: 0,
    components: 0,
  };
}

function visitFrom(root: number, nested: Relation, search: Search): void {
  enter(root, search);
  while (search.depth > 0) {
    const group = search.path[search.depth - 1] ?? 0;
    const edge = search.next[group] ?? 0;
    if (edge === nested.starts[group + 1]) {
      leave(group, search);
      continue;
    }
    search.next[group] = edge + 1;
    const member = nested.targets[edge] ?? 0;
    if (search.found[member] === unseen) enter(member, search);
    else if (search.of[member] === unseen) reach(group, search.found[member] ?? 0, search);
  }
}

function enter(group: number, search: Search): void {
  search.found[group] = search.finds;
  search.earliest[group] = search.finds;
  search.finds += 1;
  search.path[search.depth] = group;
  search.depth += 1;
  search.open[search.opened] = group;
  search.opened += 1;
}

function reach(group: number, found: number, { earliest }: Search): void {
  earliest[group] = Math.min(earliest[group] ?? 0, found);
}

function leave(group: number, search: Search): void {
  const earliest = search.earliest[group] ?? 0;
  search.depth -= 1;
  if (earliest === search.found[group]) close(group, search);
  if (search.depth > 0) reach(search.path[search.depth - 1] ?? 0, earliest, search);
}

function close(group: number, search: Search): void {
  let member: number;
  do {
    search.opened -= 1;
    member = search.open[search.opened] ?? 0;
    search.of[member] = search.components;
    search.closed[search.closures] = member;
    search.closures += 1;
  } while (member !== group);
  search.components += 1;
}
