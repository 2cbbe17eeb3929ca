import type { AccessPoint, Holding, ObjectRef, Principal } from "../../domain/access.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";

/** An assignment that grants access at the moment judged, or of which it cannot be told whether it does. */
export type PackageHolderFact = {
  readonly isActive: boolean;
  readonly principal: Principal;
  readonly assignmentId: string;
  readonly accessPackage: ObjectRef;
  readonly policyId: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly evidence: EvidenceRef;
};

/** Facts by an id, of which there may be too many to hold them all. */
export type Lookup<Fact> = {
  readonly has: (id: string) => boolean;
  readonly get: (id: string) => Fact | undefined;
};

export type AccountFact = {
  readonly principal: Principal;
  readonly enabled: boolean | null;
  readonly createdAt: string | null;
  readonly evidence: EvidenceRef;
};

export type SignInFact = {
  readonly lastSuccessful: string | null;
  /** The latest sign-in of any kind, which may have failed. */
  readonly lastAttempt: string | null;
  readonly evidence: EvidenceRef;
};

/** An assignment that is over; `endedAt` is null where Graph does not say since when. */
export type EndedAssignmentFact = {
  readonly principalId: string;
  readonly accessPackage: ObjectRef;
  readonly endedAt: string | null;
  readonly evidence: EvidenceRef;
};

/**
 * Someone who has what a package grants: `governed` where an active assignment of theirs grants it, `unknown` where one does
 * that sodscan cannot read.
 */
export type GrantFact = {
  readonly principal: Principal;
  readonly accessPoint: AccessPoint;
  readonly packages: readonly ObjectRef[];
  readonly holdings: readonly Holding[];
  readonly governance: "governed" | "ungoverned" | "unknown";
};

/** Who has what packages grant. `unknown` says of which access points the holders are not all known, and why. */
export type GrantFacts = { readonly held: readonly GrantFact[]; readonly unknown: readonly string[] };

/**
 * Those whom a policy names as reviewers of the assignments among which is one of theirs. `unknown` says of which policies
 * the reviewers, or the holders among them, are not all known.
 */
export type ReviewingHolderFacts = {
  readonly reviewing: readonly {
    readonly policy: SourcedRow<"policies">;
    readonly holder: PackageHolderFact;
    readonly evidence: readonly EvidenceRef[];
  }[];
  readonly unknown: readonly string[];
};

/**
 * A guest who actively has what gives duties of conflicts that are at least high. `examined` counts all who hold such duties,
 * for each, and guests for each way; `unknown` says why there may be more guests among them.
 */
export type GuestDutyFacts = {
  readonly held: readonly {
    readonly principal: Principal;
    readonly accessPoint: AccessPoint;
    readonly duties: readonly string[];
    readonly evidence: readonly EvidenceRef[];
  }[];
  readonly examined: number;
  readonly unknown: readonly string[];
};

/** Whom a policy that asks for reviews names as reviewers, or to stand in for them. */
export type PolicyReviewersFact = {
  readonly policy: SourcedRow<"policies">;
  /** Those who can do nothing. */
  readonly flawed: readonly { readonly subject: ObjectRef; readonly flaw: "deleted" | "disabled" | "empty" }[];
  /** Somebody is named who can, or is found when the review begins, as a manager is. */
  readonly hasOthers: boolean;
  /** Nobody is named at all, and holders do not review themselves. */
  readonly isNobody: boolean;
  readonly unclear: readonly string[];
};
