import type { AccessPoint, Membership, ObjectRef, Principal } from "./access.ts";
import type { OutcomeKind, Run, Side } from "./assessment.ts";
import type { Person } from "./person.ts";
import type { CannotFix, PlanAction } from "./plan.ts";

/**
 * How somebody who holds both stands to a declaration that there is (T3): `grandfathered` had both before, `post-enforcement` got
 * the second although it was refused by then, `undeclared` where only the other direction is declared, `indeterminate` where
 * the audit trail does not tell.
 */
export const standings = ["grandfathered", "post-enforcement", "undeclared", "indeterminate"] as const;

export type Standing = (typeof standings)[number];

/** Whether a side of somebody's empties by itself: the first that does, by the end's id, and when its last path ends. */
export type Healing =
  | { readonly kind: "ends"; readonly side: string; readonly at: string }
  | { readonly kind: "lasts" | "unknown" };

/** Somebody who holds both ends, or will once what is under way is granted. */
export type OverlapHolder = {
  readonly principal: Principal | null;
  /** Whom it is where both are held by several accounts together only. */
  readonly person?: Person;
  readonly exposure: Membership;
  /** Every path to each end. */
  readonly sides: readonly Side[];
  /** Since when, or from when, both are held: from the later side's beginning; null where that is not known. */
  readonly since: string | null;
  readonly healing: Healing;
  /** Null where neither end is known to be declared against the other, or not one account holds both actively. */
  readonly standing: Standing | null;
  readonly revoke: readonly PlanAction[];
  readonly cannotRevoke: readonly CannotFix[];
};

/** People counted, and some of them. */
export type Crowd = { readonly count: number; readonly examples: readonly Principal[] };

/** A request for a package that gives an end, by an account that holds the other or waits for it. */
export type OverlapRequest = {
  readonly principal: Principal;
  readonly accessPackage: ObjectRef;
  readonly state: string;
  readonly requestedAt: string | null;
};

/** One declaration that there is or could be: holders of `held` are ineligible for the package `asked`. */
export type OverlapDirection = {
  readonly asked: ObjectRef;
  /** The end that the package gives; the same id where the package is the end. */
  readonly gives: string;
  readonly held: AccessPoint;
  /** Null where not every declaration was read. */
  readonly declared: boolean | null;
  /** When it was declared, where the audit trail tells. */
  readonly declaredAt: string | null;
  /** Stages of approval that a request takes at least; null where none can be made. */
  readonly approvals: number | null;
  /** Accounts that hold `held`, lack the end, and are in the audience of the package: whom declaring keeps from it. */
  readonly kept: Crowd;
  /** Those of them, person by person, who could ask by another account that does not hold it. */
  readonly evading: Crowd;
  readonly openRequests: readonly OverlapRequest[];
  readonly unknown: readonly string[];
};

/** Who could come to hold both by asking for what they lack: potential (T9). */
export type RequestReach = {
  /** For each end, persons who hold the other and may ask for it today. */
  readonly lacking: readonly [Crowd, Crowd];
  /** Persons who hold neither and may ask for both, one after the other. */
  readonly neither: Crowd;
  /** Packages that give both ends at once, and the accounts that may ask for them. */
  readonly bothAtOnce: readonly { readonly accessPackage: ObjectRef; readonly people: Crowd }[];
  /** People from outside who can, in words. */
  readonly outsiders: readonly string[];
  readonly unknown: readonly string[];
};

/** Somebody who holds one end and could give themselves the other, by these hops: potential (T14). */
export type OverlapAdministrator = {
  readonly principal: Principal;
  /** The end's id. */
  readonly holds: string;
  readonly hops: readonly string[];
  /** `eligible` where something has to be activated first. */
  readonly membership: "active" | "eligible";
};

/** One pair and all that decides whether it can be declared incompatible. `unknown` says, part by part, what may be missing. */
export type Overlap = {
  readonly schemaVersion: "1.0";
  readonly run: Run;
  readonly ends: readonly [AccessPoint, AccessPoint];
  readonly outcome: OutcomeKind;
  readonly reason?: string;
  /** Those who hold both now or may activate them first. */
  readonly holders: readonly OverlapHolder[];
  /** Why a holder's end or standing may not be told. */
  readonly unknown: readonly string[];
  /** How many hold both now or whenever they like, before and after the revocations, judged again. */
  readonly simulation: { readonly before: number; readonly after: number };
  readonly directions: readonly OverlapDirection[];
  readonly requests: RequestReach;
  readonly administration: {
    readonly administrators: readonly OverlapAdministrator[];
    readonly unknown: readonly string[];
  };
  /** What the tenant's own answer came to; null where it was not asked. */
  readonly crossCheck: string | null;
};
