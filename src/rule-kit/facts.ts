import type { AccessPoint, Holding, Membership, ObjectRef, Principal } from "../domain/access.ts";
import type { Declaration, OutcomeKind, Side } from "../domain/assessment.ts";
import type { CatalogDelegate, Delegations, TenantAdministrator } from "../domain/delegation.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { ApprovalFact, OpposedApproverFacts, RequestablePairFact } from "./approval-facts.ts";
import type { AuditView } from "../domain/audit-view.ts";
import type { GovernanceTrail } from "../domain/governance-event.ts";
import { type SectionCoverage, type SectionName, parentSections, sectionNames } from "../domain/sections.ts";
import type { Person } from "../domain/person.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Severity } from "../domain/severity.ts";

export type { SourcedRow };

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

/** Who has more than one account. `unknown` says why there may be more such persons than these. */
export type PersonFacts = {
  /** How many have, for certain or possibly. */
  readonly count: number;
  /** The person whose account this certainly is, where they have another. */
  readonly personOf: (principalId: string) => Person | undefined;
  /** Those whose it may be besides, by what only suggests it. */
  readonly possiblePersonsOf: (principalId: string) => readonly Person[];
  readonly unknown: readonly string[];
};

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
/** An assignment that is over; `endedAt` is null where Graph does not say since when. */
export type EndedAssignmentFact = {
  readonly principalId: string;
  readonly accessPackage: ObjectRef;
  readonly endedAt: string | null;
  readonly evidence: EvidenceRef;
};

/** A duty and, for each way of holding it, the access points that it takes with the packages that give each of them. */
export type GivenDuty = {
  readonly id: string;
  readonly title: string;
  readonly ways: readonly (readonly {
    readonly accessPoint: AccessPoint;
    readonly packageIds: ReadonlySet<string>;
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

/** How many people a duty needs, and how many it could be left with, certainly and at most, if everybody kept few enough. */
export type StaffedDuty = {
  readonly id: string;
  readonly title: string;
  readonly needed: number;
  readonly certain: number;
  readonly possible: number;
};

/** Whether a conflict could be ended without leaving a duty short of people. */
export type StaffingFact = {
  readonly conflict: string;
  readonly title: string;
  readonly duties: readonly StaffedDuty[];
  /** How many hold more of its duties than allowed. */
  readonly shared: number;
  readonly evidence: readonly EvidenceRef[];
  /** Why it cannot be told that nobody else holds its duties; null where it can. */
  readonly unclear: string | null;
};

/** Someone who holds few enough sides of a conflict today, and will hold too many once what is under way is granted. */
export type PendingConflictFact = {
  readonly principal: Principal;
  readonly conflict: string;
  readonly title: string;
  readonly severity: Severity;
  /** The duties held actively, then those to come. */
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

/** `examined` counts the administrators for each conflict. */
export type SelfGrantFacts = {
  readonly administrators: number;
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

/** Owners who, together with what an application of theirs holds, hold too much of a conflict. */
export type OwnedAgentFacts = {
  /** Pairs of an owner and an application. */
  readonly owned: number;
  /** Those, for each conflict. */
  readonly examined: number;
  /** Why there may be more. */
  readonly unknown: readonly string[];
  readonly found: readonly {
    readonly owner: Principal;
    readonly agent: Principal;
    readonly conflict: string;
    readonly title: string;
    readonly severity: Severity;
    readonly exposure: Membership;
    /** Each path begins with the account it is held by. */
    readonly sides: readonly Side[];
    readonly evidence: EvidenceRef;
  }[];
};
/** Packages sanctioned to give both sides of a conflict. `unknown` says of which of the configuration's names it cannot be told. */
export type OverrideFacts = { readonly packages: ReadonlySet<string>; readonly unknown: readonly string[] };

/** What is worked out from the rows. */
export type DerivedFacts = {
  readonly conflicts: ConflictFacts;
  readonly combinations: readonly CombinationFact[];
  readonly persons: PersonFacts;
  readonly packConflicts: readonly PackConflictFact[];
  readonly catalogDelegates: Delegations<CatalogDelegate>;
  readonly tenantAdministrators: Delegations<TenantAdministrator>;
  readonly packageDeclarations: readonly PackageDeclarationFact[];
  readonly packageHolders: readonly PackageHolderFact[];
  /** Packages that matter to a separation, by id, and why: they grant a duty of a conflict, or the configuration names them. */
  readonly sensitivePackages: ReadonlyMap<string, string>;
  readonly overrides: OverrideFacts;
  /** Users by object id. */
  readonly accounts: ReadonlyMap<string, AccountFact>;
  /** By object id. */
  readonly lastSignIns: ReadonlyMap<string, SignInFact>;
  readonly grants: GrantFacts;
  /** Those that were delivered once. */
  readonly endedAssignments: readonly EndedAssignmentFact[];
  readonly packageDuties: readonly PackageDutiesFact[];
  readonly staffing: readonly StaffingFact[];
  readonly pendingConflicts: PendingConflictFacts;
  /** By the conflict's id. */
  readonly declarationHistories: ReadonlyMap<string, DeclarationHistoryFact>;
  /** Of every policy by which somebody may get a package on request. */
  readonly approvals: readonly ApprovalFact[];
  readonly requestablePairs: readonly RequestablePairFact[];
  readonly opposedApprovers: OpposedApproverFacts;
  readonly reviewingHolders: ReviewingHolderFacts;
  readonly ownedGroups: OwnedGroupFacts;
  readonly selfGrants: SelfGrantFacts;
  readonly permittedApplications: PermittedApplicationFacts;
  readonly ownedAgents: OwnedAgentFacts;
  /** How far `auditEvents` can be believed: outside `seen` its silence means nothing. */
  readonly auditView: AuditView;
  /** `auditEvents` understood. A rule that finds nothing by it cannot say so where there are `doubts`. */
  readonly governanceTrail: GovernanceTrail;
  /** A rule that asks for these is judged after those that do not. */
  readonly waivers: WaiverFacts;
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
/** What audiences and approvers are read from. */
const approvalSections: readonly SectionName[] = [
  "policyList",
  "policies",
  "users",
  "managers",
  "groups",
  "groupMembers",
  "servicePrincipals",
  "accessPackages",
  "catalogs",
  "assignments",
  "connectedOrganizations",
  "internalSponsors",
  "externalSponsors",
];

/** Those, and what conflicts between packages are read from. */
const requestSections: readonly SectionName[] = [
  ...approvalSections,
  "resourceRoleScopes",
  "appRoleAssignments",
  "incompatibleAccessPackages",
  "incompatibleGroups",
];

/**
 * The sections each fact is made of. A judged conflict needs only those that its own access points are read from and says
 * itself what it lacks, as persons and staffing do; the sections named for `conflicts` are all that any of them can need.
 */
const sectionsOfDerived: { readonly [Name in keyof DerivedFacts]: readonly SectionName[] } = {
  conflicts: [...sectionsOfDuties, "users", "incompatibleAccessPackages", "incompatibleGroups"],
  combinations: sectionsOfDuties,
  ownedAgents: [...sectionsOfDuties, "servicePrincipalOwners"],
  persons: ["users", "managers"],
  packConflicts: ["accessPackages"],
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
  endedAssignments: ["assignments"],
  sensitivePackages: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  overrides: ["accessPackages"],
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
  packageDuties: [
    "accessPackages",
    "resourceRoleScopes",
    "groups",
    "groupMembers",
    "servicePrincipals",
    "appRoleAssignments",
    "incompatibleAccessPackages",
    "incompatibleGroups",
  ],
  staffing: ["users", "incompatibleAccessPackages", "incompatibleGroups"],
  pendingConflicts: ["accessPackages", "resourceRoleScopes", "assignments", "assignmentRequests"],
  declarationHistories: ["incompatibleAccessPackages", "auditEvents"],
  approvals: approvalSections,
  requestablePairs: requestSections,
  opposedApprovers: requestSections,
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
  governanceTrail: ["auditEvents"],
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
