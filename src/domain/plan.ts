import type { AccessPoint, ObjectRef, Principal } from "./access.ts";

export type GraphRequest = { readonly method: "GET" | "POST" | "DELETE"; readonly url: string; readonly body: unknown };

export const actionKinds = [
  "removeAssignment",
  "removeGroupMember",
  "removeGroupEligibility",
  "removeAppRoleAssignment",
] as const;

export type ActionKind = (typeof actionKinds)[number];

/** One revocation: what is asked of Graph, what must hold before, and what will hold after. */
export type PlanAction = {
  readonly id: string;
  /** Actions of one wave do not depend on each other; waves run in order. */
  readonly wave: number;
  readonly dependsOn: readonly string[];
  readonly kind: ActionKind;
  readonly principal: Principal;
  /** What is given up: the package, the group left, or the app role. */
  readonly accessPoint: AccessPoint;
  readonly request: GraphRequest;
  readonly precondition: string;
  readonly postcondition: string;
  readonly rollback: { readonly request: GraphRequest | null; readonly validUntil: string };
  /** Findings that this action helps to end. */
  readonly ends: readonly string[];
  readonly dutyDropped: string;
  readonly dutyKept: string;
  readonly why: string;
  readonly alternative: string | null;
  /** What else the principal loses by it. */
  readonly collateral: readonly ObjectRef[];
};

export type CannotFix = {
  readonly finding: string;
  readonly principal: Principal | null;
  readonly conflict: string;
  readonly reason: string;
  readonly whoCan: string;
};

export type Staffing = {
  /** Whose duty it is: two packs may call different duties the same. */
  readonly pack: string | null;
  readonly duty: string;
  readonly minimum: number;
  readonly before: number;
  readonly after: number;
};

/** Findings of `dual-holder` and certain ones of `second-account` left, by conflict. */
export type ViolationCount = { readonly total: number; readonly byConflict: Readonly<Record<string, number>> };

export type Plan = {
  readonly schemaVersion: "1.0";
  readonly planId: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly snapshotDigest: string;
  readonly rulesDigest: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly objective: {
    /** Violations the plan set out to end, the unfixable ones included. */
    readonly violations: number;
    readonly actions: number;
    readonly cost: number;
    readonly optimal: boolean;
    readonly lowerBound: number;
  };
  readonly actions: readonly PlanAction[];
  readonly cannotFix: readonly CannotFix[];
  readonly staffing: readonly Staffing[];
  /** The snapshot judged again without what the plan takes away. */
  readonly simulation: {
    readonly before: ViolationCount;
    readonly after: ViolationCount;
    readonly perWave: readonly { readonly wave: number; readonly violations: number }[];
  };
  /** What to declare, in both directions, once nobody holds both sides. */
  readonly declarations: readonly {
    readonly from: ObjectRef;
    readonly to: ObjectRef;
    readonly request: GraphRequest;
  }[];
};
