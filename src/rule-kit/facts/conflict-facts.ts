import type { AccessPoint, Membership, Principal } from "../../domain/access.ts";
import type { Declaration, OutcomeKind, Side } from "../../domain/assessment.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { Person } from "../../domain/person.ts";
import type { Severity } from "../../domain/severity.ts";

/** A conflict as rules see it: judged, with those who hold too much of it. */
export type ConflictFact = {
  readonly id: string;
  readonly source: "pack" | "declared";
  readonly title: string;
  readonly severity: Severity;
  readonly atMost: number;
  /** The tenant's own, which keep its duties apart. */
  readonly declarations: readonly Declaration[];
  readonly outcome: Exclude<OutcomeKind, "errored">;
  /** How many hold at least one of its duties. */
  readonly examined: number;
  readonly reason?: string;
  /** Of the reason, what could change the answer. */
  readonly doubt?: string;
  readonly holders: readonly (HolderFact & {
    /** Declared conflicts that catch the same principal over the same access points. */
    readonly alsoDeclared: readonly string[];
  })[];
  /** Persons who hold too much of it by several accounts together, and by none alone. */
  readonly joint: readonly {
    readonly person: Person;
    readonly sides: readonly Side[];
    readonly exposure: Membership;
    readonly alsoDeclared: readonly string[];
  }[];
  /** Of which accounts it matters whether they are one person's, and cannot be told. */
  readonly unclear: readonly string[];
  /** How many people it must take to hold all sides together; null where each person is judged alone. */
  readonly people: number | null;
  /** The fewest people who do, where that is too few. */
  readonly team: readonly Pick<HolderFact, "principal" | "sides">[];
};

/** Someone who is caught by a conflict, with every way in which they hold each duty. */
export type HolderFact = {
  readonly principal: Principal;
  readonly sides: readonly Side[];
  /** `active`, or the weakest membership that it takes to hold too much. */
  readonly exposure: Membership;
};

/** Two duties of one pack that one person should hardly hold, and that no conflict of the pack names; judged like one. */
export type CombinationFact = Pick<
  ConflictFact,
  "source" | "id" | "title" | "outcome" | "examined" | "reason" | "doubt"
> & {
  readonly pack: string;
  readonly holders: readonly HolderFact[];
};

/** What is known of conflicts. `unknown` says why there may be conflicts that are not among the judged. */
export type ConflictFacts = { readonly judged: readonly ConflictFact[]; readonly unknown: readonly string[] };

/** A conflict of a pack as it was bound to the tenant, whoever holds it. `problems` name entries that could not be bound. */
export type PackConflictFact = {
  readonly id: string;
  readonly title: string;
  /** The points of each side that nobody may hold with those of another; none where more than two points decide. */
  readonly keptApart: readonly (readonly AccessPoint[])[];
  readonly problems: readonly string[];
};

/** One directed edge between two packages: holders of `to` are ineligible for `from`. */
export type PackageDeclarationFact = {
  readonly from: AccessPoint;
  readonly to: AccessPoint;
  readonly conflict: string;
  readonly evidence: EvidenceRef;
};

/** A duty and, for each way of holding it, the access points that it takes with the packages and groups that give each of them. */
export type GivenDuty = {
  readonly id: string;
  readonly title: string;
  readonly ways: readonly (readonly {
    readonly accessPoint: AccessPoint;
    readonly packageIds: ReadonlySet<string>;
    /** Groups whose active members hold it, nested ones too where these count. */
    readonly groupIds: ReadonlySet<string>;
  }[])[];
};

/** A conflict all of whose sides are bound, and what packages give of it. `unknown` says why there may be more. */
export type PackageDutiesFact = {
  readonly conflict: string;
  readonly source: "pack" | "declared";
  readonly title: string;
  readonly severity: Severity;
  readonly atMost: number;
  /** How many people it must take to hold all sides together; null where each person is judged alone. */
  readonly people: number | null;
  readonly sides: readonly (readonly GivenDuty[])[];
  readonly unknown: readonly string[];
};

/** Someone who holds few enough sides of a conflict today, and will hold too many once what is under way is granted. */
export type PendingConflictFact = {
  /** Null where only several accounts of a person together will. */
  readonly principal: Principal | null;
  readonly person?: Person;
  readonly conflict: string;
  readonly title: string;
  readonly severity: Severity;
  /** The duties held or to be activated at will, then those to come. */
  readonly held: readonly Side[];
  readonly coming: readonly Side[];
  /** What the nearest of the duties to come, as many as it takes, come to. */
  readonly exposure: Membership;
  /** Evidence of open requests to remove what gives a duty that is held. */
  readonly removals: readonly EvidenceRef[];
};

/** What grants under way come to. `examined` counts their people for each conflict; `unknown` says why there may be more. */
export type PendingConflictFacts = {
  readonly found: readonly PendingConflictFact[];
  readonly examined: number;
  readonly unknown: readonly string[];
};

/** Packages sanctioned to give both sides of a conflict. `unknown` says of which of the configuration's names it cannot be told. */
export type OverrideFacts = { readonly packages: ReadonlySet<string>; readonly unknown: readonly string[] };

/** What became of a declaration at a moment, as the audit trail tells it. */
export type DeclarationChange = {
  readonly kind: "declared" | "withdrawn";
  readonly at: string;
  readonly evidence: EvidenceRef;
};

/**
 * Two packages of which at least one refuses holders of the other now, and what the audit trail tells of that: for each way to
 * read it, the changes by the id of the package that refuses, oldest first. Entra documents no order of the packages that
 * an event names, so there are two ways; those that end otherwise than what is declared now are left out.
 */
export type DeclarationHistoryFact = {
  readonly conflict: string;
  readonly refusing: readonly string[];
  readonly readings: readonly ReadonlyMap<string, readonly DeclarationChange[]>[];
};
