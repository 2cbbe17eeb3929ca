import type { AccessPoint, Holding, Membership, ObjectRef, Principal } from "../domain/access.ts";
import type { OutcomeKind, Side } from "../domain/assessment.ts";
import type { CatalogDelegate, Delegations, TenantAdministrator } from "../domain/delegation.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { AuditView } from "../domain/audit-view.ts";
import { type SectionCoverage, type SectionName, parentSections, sectionNames } from "../domain/sections.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
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
export type HolderFact = {
  readonly principal: Principal;
  readonly sides: readonly Side[];
  /** `active`, or the weakest membership that it takes to hold too much. */
  readonly exposure: Membership;
};

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

/** A conflict that each person is judged by alone, with the packages that give something of each side, whoever holds them. */
export type ConflictPackagesFact = {
  readonly id: string;
  readonly source: "pack" | "declared";
  readonly title: string;
  readonly atMost: number;
  readonly sides: readonly { readonly title: string; readonly packageIds: readonly string[] }[];
};

/** A waiver of the configuration, held against the findings it speaks of. */
export type WaiverFact = {
  readonly id: string;
  /** `file:line:column`. */
  readonly at: string;
  readonly owner: string;
  readonly rule: string;
  /** How many findings it speaks of. */
  readonly matched: number;
  /** Why it covers nothing. */
  readonly wrong: readonly string[];
  /** Ways of holding that have appeared and that it does not name. */
  readonly outgrown: readonly string[];
  readonly evidence: readonly EvidenceRef[];
};

/** Waivers as they stand once all other rules have been judged, and which of those rules came to no whole answer. */
export type WaiverFacts = { readonly waivers: readonly WaiverFact[]; readonly unclearRules: ReadonlySet<string> };

/** What is worked out from the rows. */
export type DerivedFacts = {
  readonly conflicts: ConflictFacts;
  readonly combinations: readonly CombinationFact[];
  readonly packConflicts: readonly PackConflictFact[];
  readonly conflictPackages: readonly ConflictPackagesFact[];
  readonly catalogDelegates: Delegations<CatalogDelegate>;
  readonly tenantAdministrators: Delegations<TenantAdministrator>;
  readonly packageDeclarations: readonly PackageDeclarationFact[];
  readonly packageHolders: readonly PackageHolderFact[];
  /** Packages that matter to a separation, by id, and why: they grant a duty of a conflict, or the configuration names them. */
  readonly sensitivePackages: ReadonlyMap<string, string>;
  /** Users by object id. */
  readonly accounts: ReadonlyMap<string, AccountFact>;
  /** By object id. */
  readonly lastSignIns: ReadonlyMap<string, SignInFact>;
  readonly grants: GrantFacts;
  /** How far `auditEvents` can be believed: outside `seen` its silence means nothing. */
  readonly auditView: AuditView;
  /** A rule that asks for these is judged after those that do not. */
  readonly waivers: WaiverFacts;
  readonly coverage: readonly SectionCoverage[];
};

/** What a rule names in `needs`: something worked out, or the rows of a section. */
export type FactName = keyof DerivedFacts | SectionName;

/** What a rule is given: what it names in `needs` and nothing else. Rows come as they were read, as often as asked for. */
export type Facts<Need extends FactName = FactName> = Pick<DerivedFacts, Need & keyof DerivedFacts> & {
  readonly rows: <S extends Need & SectionName>(section: S) => Iterable<SourcedRow<S>>;
};

/** Where the access points of duties are read from. */
const sectionsOfDuties = [
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
] as const;

/**
 * The sections each fact is made of. A judged conflict needs only those that its own access points are read from and says
 * itself what it lacks; the sections named for `conflicts` are all that any of them can need.
 */
const sectionsOfDerived: { readonly [Name in keyof DerivedFacts]: readonly SectionName[] } = {
  conflicts: [...sectionsOfDuties, "users", "incompatibleAccessPackages", "incompatibleGroups"],
  combinations: sectionsOfDuties,
  packConflicts: ["accessPackages"],
  conflictPackages: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  catalogDelegates: [
    "entitlementRoleDefinitions",
    "entitlementRoleAssignments",
    "groups",
    "groupMembers",
    "groupEligibilities",
  ],
  tenantAdministrators: [
    "directoryRoleDefinitions",
    "directoryRoleAssignments",
    "directoryRoleAssignmentSchedules",
    "directoryRoleEligibilities",
    "groups",
    "groupMembers",
    "groupEligibilities",
  ],
  packageDeclarations: ["incompatibleAccessPackages"],
  packageHolders: ["assignments"],
  sensitivePackages: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  accounts: ["users"],
  lastSignIns: ["signIns"],
  grants: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "servicePrincipals",
    "appRoleAssignments",
    "assignments",
  ],
  auditView: ["auditEvents"],
  waivers: [],
  coverage: [],
};

/** The sections a fact rests on, with those that had to be read before. */
export function sectionsOfFact(name: FactName): readonly SectionName[] {
  return isSection(name) ? withParents(name) : sectionsOfDerived[name];
}

function withParents(section: SectionName): readonly SectionName[] {
  const parent = parentSections[section];
  return parent === undefined ? [section] : [section, ...withParents(parent)];
}

const names: ReadonlySet<string> = new Set(sectionNames);

function isSection(name: FactName): name is SectionName {
  return names.has(name);
}
