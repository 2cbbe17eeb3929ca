import type { AccessPoint, Holding, ObjectRef, Principal } from "../domain/access.ts";
import type { OutcomeKind, Side } from "../domain/assessment.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SectionCoverage, SectionName } from "../domain/sections.ts";
import type { Severity } from "../domain/severity.ts";

/** A conflict as rules see it: judged, with those who hold too much of it. */
export type ConflictFact = {
  readonly id: string;
  readonly source: "pack" | "declared";
  readonly title: string;
  readonly severity: Severity;
  readonly outcome: Exclude<OutcomeKind, "errored">;
  /** How many hold at least one of its duties. */
  readonly examined: number;
  readonly reason?: string;
  readonly holders: readonly (HolderFact & {
    /** Declared conflicts that catch the same principal over the same access points. */
    readonly alsoDeclared: readonly string[];
  })[];
  /** How many people it must take to hold all sides together; null where each person is judged alone. */
  readonly people: number | null;
  /** The fewest people who do, where that is too few. */
  readonly team: readonly HolderFact[];
};

/** Someone who is caught by a conflict, with every way in which they hold each duty. */
export type HolderFact = { readonly principal: Principal; readonly sides: readonly Side[] };

/** Two duties of one pack that one person should hardly hold, and that no conflict of the pack names; judged like one. */
export type CombinationFact = Pick<ConflictFact, "id" | "title" | "outcome" | "examined" | "reason"> & {
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

/** An assignment that grants access at the moment judged, or of which it cannot be told whether it does. */
export type AssignmentFact = {
  readonly isActive: boolean;
  readonly principal: Principal;
  readonly accessPackage: ObjectRef;
  readonly policyId: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly evidence: EvidenceRef;
};

export type PolicyFact = {
  readonly policy: ObjectRef;
  readonly accessPackage: ObjectRef;
  /** `expiration.type` as Graph gave it; null where Graph gave none. */
  readonly expirationType: string | null;
  /** Assigned and removed by a membership rule. */
  readonly isAutomatic: boolean;
  readonly evidence: EvidenceRef;
};

export type AccountFact = {
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

/** Everything a rule can ask for; it is given what it names in `needs` and nothing else. */
export type Facts = {
  readonly conflicts: ConflictFacts;
  readonly combinations: readonly CombinationFact[];
  readonly packConflicts: readonly PackConflictFact[];
  readonly packageDeclarations: readonly PackageDeclarationFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly policies: readonly PolicyFact[];
  /** By object id. */
  readonly accounts: ReadonlyMap<string, AccountFact>;
  /** By object id. */
  readonly signIns: ReadonlyMap<string, SignInFact>;
  readonly grants: GrantFacts;
  readonly coverage: readonly SectionCoverage[];
};

export type FactName = keyof Facts;

/** Where the access points of duties are read from. */
const sectionsOfDuties = [
  "assignments",
  "groups",
  "groupMembers",
  "servicePrincipals",
  "appRoleAssignments",
  "accessPackages",
  "resourceRoleScopes",
] as const;

/**
 * The sections each fact is made of. A judged conflict needs only those that its own access points are read from and says
 * itself what it lacks; the sections named for `conflicts` are all that any of them can need.
 */
export const sectionsOfFact: { readonly [Name in FactName]: readonly SectionName[] } = {
  conflicts: [...sectionsOfDuties, "users", "incompatibleAccessPackages", "incompatibleGroups"],
  combinations: sectionsOfDuties,
  packConflicts: ["accessPackages"],
  packageDeclarations: ["incompatibleAccessPackages"],
  assignments: ["assignments"],
  policies: ["policyList", "policies"],
  accounts: ["users"],
  signIns: ["signIns"],
  grants: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "servicePrincipals",
    "appRoleAssignments",
    "assignments",
  ],
  coverage: [],
};
