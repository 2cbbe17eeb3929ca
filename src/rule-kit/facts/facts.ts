import type { AuditView } from "../../domain/audit-view.ts";
import type { CatalogDelegate, Delegations, TenantAdministrator } from "../../domain/delegation.ts";
import type { GovernanceTrail } from "../../domain/governance-event.ts";
import type { SectionCoverage, SectionName } from "../../domain/sections.ts";
import type { ColumnOf, SourcedRow } from "../../snapshot/sections.ts";
import type { ApprovalFact, OpposedApproverFacts, RequestablePairFact } from "./approval-facts.ts";
import type { AudienceFacts } from "./audience-facts.ts";
import type {
  CombinationFact,
  ConflictFacts,
  DeclarationHistoryFact,
  OverrideFacts,
  PackConflictFact,
  PackageDeclarationFact,
  PackageDutiesFact,
  PendingConflictFacts,
} from "./conflict-facts.ts";
import type {
  AccountFact,
  EndedAssignmentFact,
  GrantFacts,
  GuestDutyFacts,
  Lookup,
  PackageHolderFact,
  PolicyReviewersFact,
  ReviewingHolderFacts,
  SignInFact,
} from "./holder-facts.ts";
import type { PersonFacts } from "./person-facts.ts";
import type {
  DutyGroupFacts,
  LegacyPathFacts,
  OwnedAgentFacts,
  OwnedGroupFacts,
  PermittedApplicationFacts,
  SelfGrantFacts,
} from "./power-facts.ts";
import type { StaffingFact } from "./staffing-facts.ts";
import type { WaiverFacts } from "./waiver-facts.ts";

export type { SourcedRow };

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
  readonly accounts: Lookup<AccountFact>;
  /** Of those who have an assignment, by object id. */
  readonly lastSignIns: Pick<Lookup<SignInFact>, "get">;
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
  readonly audiences: AudienceFacts;
  readonly guestDuties: GuestDutyFacts;
  readonly reviewingHolders: ReviewingHolderFacts;
  /** Of every policy that asks for reviews by others than the holders. */
  readonly policyReviewers: readonly PolicyReviewersFact[];
  readonly ownedGroups: OwnedGroupFacts;
  readonly dutyGroups: DutyGroupFacts;
  readonly legacyPaths: LegacyPathFacts;
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

/** What a rule names in `needs`: something worked out, or the rows of a section. */
export type FactName = keyof DerivedFacts | SectionName;

/** What a rule is given: what it names in `needs` and nothing else. Rows come as they were read, as often as asked for. */
export type Facts<Need extends FactName = FactName> = Pick<DerivedFacts, Need & keyof DerivedFacts> & {
  readonly rows: <S extends Need & SectionName>(section: S) => Iterable<SourcedRow<S>>;
  /** The same with some of their columns: a fraction of the time where few are needed of very many rows. */
  readonly columns: <S extends Need & SectionName, C extends ColumnOf<S>>(
    section: S,
    names: readonly C[],
  ) => Iterable<Pick<SourcedRow<S>, C>>;
};
