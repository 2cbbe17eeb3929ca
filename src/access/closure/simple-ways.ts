import { linksOf, type Relation } from "./relation.ts";

/** Ways up, each from a group joined to the top. Where `isWhole` is not true there may be more. */
export type SimpleWays = { readonly ways: readonly (readonly number[])[]; readonly isWhole: boolean };

/** There may be more ways than atoms in the world: at most so many are told, after at most so many steps. */
export type WayLimits = { readonly ways: number; readonly steps: number };

/** A group on a way down from the top, and the step before. */
type Step = { readonly group: number; readonly above: Step | null };

/**
 * All ways from the groups joined up to the top that pass no group twice: shortest first, of equal length the one that reads
 * smallest from the top.
 */
export function simpleWays(
  top: number,
  joined: Uint32Array,
  nesting: { readonly nested: Relation; readonly nestedIn: Relation },
  limits: WayLimits,
): SimpleWays {
  const entries = new Set(joined);
  const leading = allAbove(joined, nesting.nestedIn);
  const ways: (readonly number[])[] = [];
  const steps: Step[] = leading.has(top) ? [{ group: top, above: null }] : [];
  let isWhole = true;
  for (const step of steps) {
    if (entries.has(step.group)) {
      if (ways.length === limits.ways) return { ways, isWhole: false };
      ways.push([...upFrom(step)]);
    }
    const further = linksOf(nesting.nested, step.group).filter((group) => leading.has(group) && !passes(step, group));
    isWhole &&= steps.length + further.length <= limits.steps;
    if (isWhole) for (const group of further) steps.push({ group, above: step });
  }
  return { ways, isWhole };
}

/** The groups given and all that they are nested in: no way leads by others. */
function allAbove(groups: Uint32Array, nestedIn: Relation): ReadonlySet<number> {
  const reached = new Set(groups);
  for (const group of reached) for (const parent of linksOf(nestedIn, group)) reached.add(parent);
  return reached;
}

function passes(step: Step, group: number): boolean {
  return upFrom(step).some((passed) => passed === group);
}

function* upFrom(step: Step): Generator<number> {
  for (let at: Step | null = step; at !== null; at = at.above) yield at.group;
}
