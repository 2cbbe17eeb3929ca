import { linksOf, placeIn, type Relation } from "./relation.ts";

/**
 * A group and all groups nested in it, ascending; `above` is the next group on a shortest way up from each, of several the
 * way that reads smallest from the top. The top stands above itself.
 */
export type WaysDown = { readonly top: number; readonly groups: Uint32Array; readonly above: Uint32Array };

/** Breadth first from the top. `seen` lends its memory: one number for each group, all 0 before and after. */
export function waysDown(top: number, nested: Relation, seen: Uint32Array): WaysDown {
  const found = [top];
  seen[top] = top + 1;
  for (const group of found) discover(group, linksOf(nested, group), found, seen);

  const groups = Uint32Array.from(found).sort();
  const above = groups.map((group) => (seen[group] ?? 0) - 1);
  for (const group of groups) seen[group] = 0;
  return { top, groups, above };
}

/** The groups from the given one up to the top; empty where it is not nested in the top. */
export function wayUp({ top, groups, above }: WaysDown, group: number): readonly number[] {
  const way: number[] = [];
  for (let at = group; ; ) {
    const place = placeIn(groups, at);
    if (place === undefined) return [];
    way.push(at);
    if (at === top) return way;
    at = above[place] ?? 0;
  }
}

function discover(group: number, nested: Uint32Array, found: number[], seen: Uint32Array): void {
  for (const member of nested) {
    if (seen[member] !== 0) continue;
    seen[member] = group + 1;
    found.push(member);
  }
}
