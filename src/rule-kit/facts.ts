import type { AccessPoint, Holding, ObjectRef, Principal } from "../domain/access.ts";
import type { OutcomeKind, Side } from "../domain/assessment.ts";
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
  readonly holders: readonly {
    readonly principal: Principal;
    readonly sides: readonly Side[];
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

/**
 * Those whom a policy names as reviewers of the assignments among which is one of theirs. `unknown` says of which policies
 * the reviewers, or the holders among them, are not all known.
 */
export type ReviewingHolderFacts = {
  readonly reviewing: readonly {
    readonly policy: RowOf<"policies">;
    readonly holder: PackageHolderFact;
    readonly evidence: readonly EvidenceRef[];
  }[];
  readonly unknown: readonly string[];
};

/** Somebody who holds as much of a conflict as allowed, and could give themselves what is left, by these hops. */
export type SelfGrantFact = {
  readonly principal: Principal;
  readonly conflict: { readonly id: string; readonly title: string };
  /** What is held. */
  readonly sides: readonly Side[];
  readonly gained: readonly { readonly title: string; readonly hops: readonly string[] }[];
  /** `eligible` where something has to be activated first. */
  readonly membership: "active" | "eligible";
  readonly evidence: readonly EvidenceRef[];
};

/** `examined` counts the administrators. */
export type SelfGrantFacts = {
  readonly examined: number;
  readonly selfGrants: readonly SelfGrantFact[];
  readonly unknown: readonly string[];
};

/** Owners of groups that packages put their holders in; `completes` are the conflicts that ownership alone would complete. */
export type OwnedGroupFacts = {
  readonly governed: readonly AccessPoint[];
  readonly owned: readonly {
    readonly group: ObjectRef;
    readonly principal: Principal;
    readonly membership: "active" | "eligible";
    readonly completes: readonly string[];
    readonly evidence: EvidenceRef;
  }[];
  readonly unknown: readonly string[];
};

/** Applications with permissions of Microsoft Graph, which hold for the whole tenant, and their owners. */
export type PermittedApplicationFacts = {
  readonly applications: readonly {
    readonly principal: Principal;
    readonly application: Omit<RowOf<"servicePrincipals">, "evidence">;
    readonly permissions: readonly {
      readonly pointId: string;
      readonly name: string;
      readonly evidence: EvidenceRef;
    }[];
    readonly owners: readonly { readonly principal: Principal; readonly evidence: EvidenceRef }[];
  }[];
  readonly unknown: readonly string[];
};

/** What is worked out from the rows. */
export type DerivedFacts = {
  readonly conflicts: ConflictFacts;
  readonly packConflicts: readonly PackConflictFact[];
  readonly packageDeclarations: readonly PackageDeclarationFact[];
  readonly packageHolders: readonly PackageHolderFact[];
  /** Packages that matter to a separation, by id, and why: they grant a duty of a conflict, or the configuration names them. */
  readonly sensitivePackages: ReadonlyMap<string, string>;
  /** Users by object id. */
  readonly accounts: ReadonlyMap<string, AccountFact>;
  /** By object id. */
  readonly lastSignIns: ReadonlyMap<string, SignInFact>;
  readonly grants: GrantFacts;
  readonly reviewingHolders: ReviewingHolderFacts;
  readonly ownedGroups: OwnedGroupFacts;
  readonly selfGrants: SelfGrantFacts;
  readonly permittedApplications: PermittedApplicationFacts;
  /** How far `auditEvents` can be believed: outside `seen` its silence means nothing. */
  readonly auditView: AuditView;
  readonly coverage: readonly SectionCoverage[];
};

/** A row as rules see it. */
export type RowOf<S extends SectionName> = SourcedRow<S>;

/** What a rule names in `needs`: something worked out, or the rows of a section. */
export type FactName = keyof DerivedFacts | SectionName;

/** What a rule is given: what it names in `needs` and nothing else. Rows come as they were read, as often as asked for. */
export type Facts<Need extends FactName = FactName> = Pick<DerivedFacts, Need & keyof DerivedFacts> & {
  readonly rows: <S extends Need & SectionName>(section: S) => Iterable<SourcedRow<S>>;
};

/**
 * The sections each fact is made of. A judged conflict needs only those that its own access points are read from and says
 * itself what it lacks; the sections named for `conflicts` are all that any of them can need.
 */
const sectionsOfDerived: { readonly [Name in keyof DerivedFacts]: readonly SectionName[] } = {
  conflicts: [
    "assignments",
    "groups",
    "groupMembers",
    "servicePrincipals",
    "appRoleAssignments",
    "accessPackages",
    "resourceRoleScopes",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  packConflicts: ["accessPackages"],
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
  reviewingHolders: ["policies", "assignments", "groups", "groupMembers"],
  ownedGroups: ["resourceRoleScopes", "groups", "groupOwners", "groupEligibilities"],
  selfGrants: [
    "accessPackages",
    "resourceRoleScopes",
    "assignments",
    "groups",
    "groupMembers",
    "groupOwners",
    "groupEligibilities",
    "servicePrincipals",
    "servicePrincipalOwners",
    "appRoleAssignments",
    "directoryRoleDefinitions",
    "directoryRoleAssignments",
    "directoryRoleEligibilities",
    "entitlementRoleDefinitions",
    "entitlementRoleAssignments",
  ],
  permittedApplications: ["servicePrincipals", "servicePrincipalOwners", "appRoleAssignments"],
  auditView: ["auditEvents"],
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
