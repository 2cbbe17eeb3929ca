import { governanceTrailOf } from "../access/audit/governance-trail.ts";
import { askingOf } from "../access/asking/asking.ts";
import { catalogDelegatesOf } from "../access/catalog-delegates.ts";
import { tenantAdministratorsOf } from "../access/tenant-administrators.ts";
import { permittedApplicationsOf } from "../access/administration/permitted-applications.ts";
import type { Facts } from "../rule-kit/facts/facts.ts";
import { accountFacts, signInFacts } from "./facts/account-facts.ts";
import { approvalFacts } from "./facts/approval-facts.ts";
import { audienceFacts } from "./facts/audience-facts.ts";
import { combinationFacts, conflictFacts, packageDeclarationFacts, packConflictFacts } from "./facts/conflict-facts.ts";
import { declarationHistoryFacts } from "./facts/declaration-history-facts.ts";
import { dutyGroupFacts } from "./facts/duty-groups.ts";
import { grantFacts } from "./facts/grant-facts.ts";
import { guestDutyFacts } from "./facts/guest-duties.ts";
import { legacyPathFacts } from "./facts/legacy-paths.ts";
import { opposedApproverFacts } from "./facts/opposed-approver-facts.ts";
import { overrideFacts } from "./facts/override-facts.ts";
import { ownedGroupFacts } from "./facts/owned-groups.ts";
import { ownedAgentFacts } from "./facts/owned-agent-facts.ts";
import { packageDutyFacts } from "./facts/package-duty-facts.ts";
import { endedAssignmentFacts, packageHolderFacts } from "./facts/package-holder-facts.ts";
import { policyReviewerFacts } from "./facts/policy-reviewers.ts";
import { requestablePairFacts } from "./facts/requestable-pair-facts.ts";
import { reviewingHolders } from "./facts/reviewing-holders.ts";
import { selfGrantFacts } from "./facts/self-grants.ts";
import { sensitivePackages } from "./facts/sensitive-packages.ts";
import { personFacts } from "./facts/person-facts.ts";
import { pendingConflictFacts } from "./facts/pending-conflict-facts.ts";
import { staffingFacts } from "./facts/staffing-facts.ts";
import type { FactSources } from "./facts/sources.ts";

/** The facts of a snapshot, each made when a rule first asks for it. */
export function factsOf(given: Omit<FactSources, "asking">): Facts {
  const sources: FactSources = { ...given, asking: once(() => askingOf(given.snapshot, given.model)) };
  const of = <Value>(make: (from: FactSources) => Value): (() => Value) => once(() => make(sources));
  const made = {
    conflicts: of(conflictFacts),
    combinations: of(combinationFacts),
    ownedAgents: of(ownedAgentFacts),
    persons: of(personFacts),
    packConflicts: of(packConflictFacts),
    catalogDelegates: of(({ snapshot, model }) => catalogDelegatesOf(snapshot, model)),
    tenantAdministrators: of(({ snapshot, model }) => tenantAdministratorsOf(snapshot, model)),
    packageDeclarations: of(packageDeclarationFacts),
    packageHolders: of(packageHolderFacts),
    sensitivePackages: of(sensitivePackages),
    overrides: of(overrideFacts),
    accounts: of(accountFacts),
    lastSignIns: of(signInFacts),
    grants: of(grantFacts),
    governanceTrail: of(({ snapshot, model }) => governanceTrailOf(snapshot, model)),
    endedAssignments: of(endedAssignmentFacts),
    packageDuties: of(packageDutyFacts),
    staffing: of(staffingFacts),
    pendingConflicts: of(pendingConflictFacts),
    declarationHistories: of(declarationHistoryFacts),
    approvals: of(approvalFacts),
    requestablePairs: of(requestablePairFacts),
    opposedApprovers: of(opposedApproverFacts),
    audiences: of(audienceFacts),
    guestDuties: of(guestDutyFacts),
    reviewingHolders: of(reviewingHolders),
    policyReviewers: of(policyReviewerFacts),
    ownedGroups: of(ownedGroupFacts),
    dutyGroups: of(dutyGroupFacts),
    legacyPaths: of(legacyPathFacts),
    selfGrants: of(selfGrantFacts),
    permittedApplications: of(({ snapshot, model }) => permittedApplicationsOf(snapshot, model)),
  };
  return {
    rows: sources.snapshot.rows,
    columns: sources.snapshot.columns,
    coverage: sources.snapshot.coverage,
    auditView: sources.snapshot.auditTrail,
    get waivers() {
      return sources.waivers();
    },
    get conflicts() {
      return made.conflicts();
    },
    get persons() {
      return made.persons();
    },
    get ownedAgents() {
      return made.ownedAgents();
    },
    get combinations() {
      return made.combinations();
    },
    get packConflicts() {
      return made.packConflicts();
    },
    get catalogDelegates() {
      return made.catalogDelegates();
    },
    get tenantAdministrators() {
      return made.tenantAdministrators();
    },
    get packageDeclarations() {
      return made.packageDeclarations();
    },
    get packageHolders() {
      return made.packageHolders();
    },
    get sensitivePackages() {
      return made.sensitivePackages();
    },
    get overrides() {
      return made.overrides();
    },
    get accounts() {
      return made.accounts();
    },
    get lastSignIns() {
      return made.lastSignIns();
    },
    get grants() {
      return made.grants();
    },
    get governanceTrail() {
      return made.governanceTrail();
    },
    get endedAssignments() {
      return made.endedAssignments();
    },
    get packageDuties() {
      return made.packageDuties();
    },
    get staffing() {
      return made.staffing();
    },
    get pendingConflicts() {
      return made.pendingConflicts();
    },
    get declarationHistories() {
      return made.declarationHistories();
    },
    get requestablePairs() {
      return made.requestablePairs();
    },
    get opposedApprovers() {
      return made.opposedApprovers();
    },
    get approvals() {
      return made.approvals();
    },
    get audiences() {
      return made.audiences();
    },
    get guestDuties() {
      return made.guestDuties();
    },
    get reviewingHolders() {
      return made.reviewingHolders();
    },
    get policyReviewers() {
      return made.policyReviewers();
    },
    get ownedGroups() {
      return made.ownedGroups();
    },
    get dutyGroups() {
      return made.dutyGroups();
    },
    get legacyPaths() {
      return made.legacyPaths();
    },
    get selfGrants() {
      return made.selfGrants();
    },
    get permittedApplications() {
      return made.permittedApplications();
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
