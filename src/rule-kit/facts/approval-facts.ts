import type { ObjectRef, Principal } from "../../domain/access.ts";
import type { Side } from "../../domain/assessment.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { Severity } from "../../domain/severity.ts";

/** How a policy has requests approved. Its questions are answered when asked: each costs something on a large tenant. */
export type ApprovalFact = {
  readonly policy: ObjectRef;
  readonly accessPackage: ObjectRef;
  readonly evidence: EvidenceRef;
  /** Null where Graph did not say whether anybody needs to agree, or who. */
  readonly stages: number | null;
  /** Who is named and can do nothing. */
  readonly flawed: () => {
    readonly approvers: readonly {
      readonly stage: number;
      readonly as: "primary" | "fallback" | "alternate";
      readonly subject: ObjectRef;
      readonly flaw: "deleted" | "disabled" | "guest" | "empty";
    }[];
    readonly unclear: readonly string[];
  };
  /** Who can approve every stage alone, and for whom; stages, from 1, that fewer people fill than they are. */
  readonly sole: () => {
    readonly approvers: readonly {
      readonly principal: Principal;
      /** A number of requestors; `everyone` is whoever asks, `alike` everybody with their own manager, `organization` outsiders. */
      readonly requestors: number | "everyone" | "alike" | "organization";
      readonly example: string;
    }[];
    readonly crowded: readonly number[];
    readonly unclear: readonly string[];
  };
  /**
   * Of those named to approve in each stage, who can ask themselves or hold the package; `close` without those who may because
   * all may. `own` are those for whom another account of theirs may ask.
   */
  readonly peers: () => readonly {
    readonly approvers: readonly Principal[];
    readonly peers: readonly Principal[];
    readonly close: readonly Principal[];
    readonly own: readonly Principal[];
    readonly mayBeOwn: boolean;
    readonly possible: number;
    readonly unknown: readonly string[];
  }[];
  /** Stages, from 1, that nobody can approve for some, or one person alone for all. */
  readonly deadEnds: () => {
    readonly found: readonly {
      readonly stage: number;
      readonly only: Principal | null;
      readonly requestors: number | "everyone";
      readonly examples: readonly string[];
      readonly organizations: readonly string[];
    }[];
    readonly unclear: readonly string[];
  };
  /** Stages, from 1, that ask managers, where some who may ask have none and nobody stands in. */
  readonly unbacked: () => {
    /** How many stages ask managers. */
    readonly asked: number;
    readonly found: readonly {
      readonly stage: number;
      readonly requestors: number;
      readonly examples: readonly string[];
      readonly outsiders: boolean;
    }[];
    readonly unclear: readonly string[];
  };
  /** Who asks for others and is asked to agree, stage by stage; null where nobody may, `unknown` where Graph did not say. */
  readonly onBehalf: () =>
    | readonly {
        readonly people: readonly Principal[];
        readonly targetManager: boolean;
        readonly requestorManager: boolean;
        readonly unclear: readonly string[];
      }[]
    | "unknown"
    | null;
};

/** Two packages of duties that exclude each other, and who can come to hold both duties by asking. */
export type RequestablePairFact = {
  readonly conflict: string;
  readonly title: string;
  readonly severity: Severity;
  readonly packages: readonly [ObjectRef, ObjectRef];
  readonly count: number;
  readonly examples: readonly Principal[];
  /** Outsiders who can, in words. */
  readonly outsiders: readonly string[];
  /** The fewest stages of approval of each package; null where it cannot be asked for. */
  readonly approvals: readonly [number | null, number | null];
  readonly unclear: readonly string[];
};

/** Somebody who approves requests for a package of one duty and, by whatever account, holds the other. */
export type OpposedApproverFact = {
  readonly conflict: string;
  readonly title: string;
  readonly principal: Principal;
  readonly accessPackage: ObjectRef;
  readonly policy: string;
  /** Approves only what those below ask for. */
  readonly asManager: boolean;
  /** Holds it by another account, which each path begins with. */
  readonly byAnother: boolean;
  readonly holdings: Side;
  readonly evidence: readonly EvidenceRef[];
};

export type OpposedApproverFacts = {
  /** How many packages of duties have approvers. */
  readonly packages: number;
  /** How many hold what their approvers must not, for each package and conflict. */
  readonly examined: number;
  readonly found: readonly OpposedApproverFact[];
  readonly unclear: readonly string[];
};
