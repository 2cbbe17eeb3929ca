import type { AccessPoint, ObjectRef } from "../domain/access.ts";
import type { ActionKind } from "../domain/plan.ts";

/** One edge that can be removed through Graph. `objectId` is the assignment's, the group's (for a membership or the right to activate it) or the app role assignment's id. */
export type Cut = {
  readonly kind: ActionKind;
  readonly objectId: string;
  readonly principalId: string;
  /** What is given up by it. */
  readonly accessPoint: AccessPoint;
  /** What else goes with it. */
  readonly collateral: readonly ObjectRef[];
};

/** Why a path cannot be cut through Graph, and who can. */
export type Obstacle = { readonly reason: string; readonly whoCan: string };

/** What it takes to end a principal's hold on a duty: every edge to cut, and every path that Graph cannot cut. */
export type CutSet = { readonly cuts: readonly Cut[]; readonly obstacles: readonly Obstacle[] };

export function joined(sets: readonly CutSet[]): CutSet {
  return { cuts: sets.flatMap(({ cuts }) => cuts), obstacles: sets.flatMap(({ obstacles }) => obstacles) };
}

export function blocked(obstacle: Obstacle): CutSet {
  return { cuts: [], obstacles: [obstacle] };
}

export function cutKey({ kind, objectId, principalId }: Cut): string {
  return `${kind} ${objectId} ${principalId}`;
}

/** Each cut once. What goes with it besides is what goes besides for every use of it: one use's loss is another's aim. */
export function distinct(cuts: readonly Cut[]): readonly Cut[] {
  const merged = new Map<string, Cut>();
  for (const cut of cuts) {
    const other = merged.get(cutKey(cut));
    merged.set(cutKey(cut), other === undefined ? cut : { ...other, collateral: inBoth(other, cut) });
  }
  return [...merged.values()];
}

function inBoth(one: Cut, other: Cut): Cut["collateral"] {
  return one.collateral.filter(({ kind, id }) =>
    other.collateral.some((candidate) => candidate.kind === kind && candidate.id === id),
  );
}

/** What cuts cost: each itself, and one for each thing that goes with it. */
export function costOf(cuts: readonly Cut[]): number {
  return distinct(cuts).reduce((total, { collateral }) => total + 1 + collateral.length, 0);
}
