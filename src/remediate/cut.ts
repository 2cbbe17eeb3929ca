import type { AccessPoint, ObjectRef } from "../domain/access.ts";
import type { ActionKind } from "../domain/plan.ts";

/** One edge that can be removed through Graph. `objectId` is the assignment's, the group's or the app role assignment's id. */
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

export function cutKey({ kind, objectId, principalId }: Cut): string {
  return `${kind} ${objectId} ${principalId}`;
}
