import { type Closure } from "../../../src/access/closure/closure.ts";
import { linksOf, type Relation } from "../../../src/access/closure/relation.ts";
import { batchSize } from "../../../src/graph/batch.ts";
import { resourceUnits } from "../../../src/graph/workload.ts";

/** What it takes to ask Graph: pages, `$batch` calls of 20 pages each, and resource units. */
export type Calls = { readonly pages: number; readonly calls: number; readonly units: number };

const pageSize = 999;

/** Walks from the groups named to all nested in them, level by level, and reads the members of each group once. */
export function callsToWalk(named: Uint32Array, nested: Relation, members: Relation): Calls {
  const reached = new Set<number>();
  let level: readonly number[] = [...named];
  const levels: Calls[] = [];
  while (level.length > 0) {
    for (const group of level) reached.add(group);
    levels.push(
      asked(
        "members",
        level.map((group) => linksOf(nested, group).length + linksOf(members, group).length),
      ),
    );
    level = [...new Set(level.flatMap((group) => [...linksOf(nested, group)]))].filter((group) => !reached.has(group));
  }
  return levels.reduce(sum);
}

/** Asks for the members of every group there is. */
export function callsToReadAll(nested: Relation, members: Relation): Calls {
  const groups = Array.from({ length: nested.starts.length - 1 }, (_, group) => group);
  return asked(
    "members",
    groups.map((group) => linksOf(nested, group).length + linksOf(members, group).length),
  );
}

/** Asks for the transitive members of each of the groups: nested groups are among the answers, the ways are not. */
export function callsForTransitive(named: Uint32Array, closure: Closure): Calls {
  const sizes = Array.from(closure.effectiveMembers(named), ({ length }) => length);
  return asked(
    "transitiveMembers",
    sizes.map((size, index) => size + closure.below(named[index] ?? 0).length - 1),
  );
}

/** First pages are asked for together, then second pages, and so on. */
function asked(collection: "members" | "transitiveMembers", sizes: readonly number[]): Calls {
  const pagesOf = sizes.map((size) => Math.max(1, Math.ceil(size / pageSize)));
  const pages = pagesOf.reduce((total, count) => total + count, 0);
  const longest = pagesOf.reduce((most, count) => Math.max(most, count), 0);
  let calls = 0;
  for (let round = 0; round < longest; round += 1) {
    calls += Math.ceil(pagesOf.filter((count) => count > round).length / batchSize);
  }
  const url = new URL(`https://graph.microsoft.com/v1.0/groups/0/${collection}?$select=id&$top=${pageSize}`);
  return { pages, calls, units: pages * resourceUnits(url) };
}

function sum(a: Calls, b: Calls): Calls {
  return { pages: a.pages + b.pages, calls: a.calls + b.calls, units: a.units + b.units };
}
