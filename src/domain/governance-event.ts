import type { ObjectRef, Principal } from "./access.ts";
import type { AuditView } from "./audit-view.ts";
import type { EvidenceRef } from "./evidence.ts";

/** What is done in entitlement management and around it that rules ask about; `other` is known, and of no concern to them. */
export const governanceDeeds = [
  "requested",
  "assignedDirectly",
  "approved",
  "autoApproved",
  "fulfilled",
  "declared",
  "withdrawn",
  "policyCreated",
  "policyUpdated",
  "memberAdded",
  "other",
] as const;

export type GovernanceDeed = (typeof governanceDeeds)[number];

/** Who did it. Of an application, `isOfMicrosoft` says whose it is; null where the tenant does not say, and for users. */
export type EventActor = {
  readonly kind: "user" | "application" | "unknown";
  readonly id: string | null;
  readonly name: string;
  readonly userPrincipalName: string | null;
  readonly isOfMicrosoft: boolean | null;
};

/** An event of the audit log understood: what it does not tell, nor the request or assignment it is about, is null. */
export type GovernanceEvent = {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly deed: Exclude<GovernanceDeed, "other">;
  readonly activity: string;
  readonly actor: EventActor;
  /** Both ends, of a declaration; else at most one. */
  readonly packages: readonly ObjectRef[];
  readonly groups: readonly ObjectRef[];
  readonly policy: ObjectRef | null;
  readonly requestId: string | null;
  readonly assignmentId: string | null;
  /** Who asked, of what is about a request. */
  readonly requestor: Principal | null;
  /** Who gets the package, or was put into the group. */
  readonly beneficiary: Principal | null;
  /** Values as logged, without the quotes of JSON. */
  readonly changes: readonly {
    readonly property: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
  readonly evidence: EvidenceRef;
};

/** What the audit log tells of entitlement management, of deeds that succeeded. */
export type GovernanceTrail = {
  readonly view: AuditView;
  /** Why a deed of entitlement management, or an addition to a group, may have gone unseen: silence proves nothing then. */
  readonly doubts: { readonly entitlement: readonly string[]; readonly additions: readonly string[] };
  /** In the order in which they happened. */
  readonly events: readonly GovernanceEvent[];
  /** Milliseconds since 1970 of everything that entitlement management logged, ascending. */
  readonly moments: readonly number[];
  /** Whether two accounts are one person's, as far as the directory tells. */
  readonly isSamePerson: (id: string, other: string) => boolean;
};
