import type { AccessPoint, Holding, Membership, ObjectRef, Principal } from "../domain/access.ts";
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
  readonly holders: readonly {
    readonly principal: Principal;
    readonly sides: readonly Side[];
    /** `active`, or the weakest membership that it takes to hold too much. */
    readonly exposure: Membership;
    /** Declared conflicts that catch the same principal over the same access points. */
    readonly alsoDeclared: readonly string[];
  }[];
};

/** What is known of conflicts. `unknown` says why there may be conflicts that are not among the judged. */
export type ConflictFacts = { readonly judged: readonly ConflictFact[]; readonly unknown: readonly string[] };

/** A conflict of a pack as it was bound to the tenant, whoever holds it. `problems` name entries that could not be bound. */
export type PackConflictFact = {
  readonly id: string;
  readonly title: string;
  readonly atMost: number;
  readonly duties: readonly (readonly AccessPoint[])[];
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

/**
 * The sections each fact is made of. A judged conflict needs only those that its own access points are read from and says
 * itself what it lacks; the sections named for `conflicts` are all that any of them can need.
 */
export const sectionsOfFact: { readonly [Name in FactName]: readonly SectionName[] } = {
  conflicts: [
    "assignments",
    "groups",
    "groupMembers",
    "groupEligibilities",
    "servicePrincipals",
    "appRoleAssignments",
    "directoryRoleDefinitions",
    "directoryRoleAssignments",
    "directoryRoleEligibilities",
    "accessPackages",
    "resourceRoleScopes",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
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
