import { askingOf } from "../access/asking/asking.ts";
import type { Facts } from "../rule-kit/facts.ts";
import { accountFacts, signInFacts } from "./facts/account-facts.ts";
import { approvalFacts } from "./facts/approval-facts.ts";
import { conflictFacts, packageDeclarationFacts, packConflictFacts } from "./facts/conflict-facts.ts";
import { grantFacts } from "./facts/grant-facts.ts";
import { opposedApproverFacts } from "./facts/opposed-approver-facts.ts";
import { packageHolderFacts } from "./facts/package-holder-facts.ts";
import { requestablePairFacts } from "./facts/requestable-pair-facts.ts";
import { sensitivePackages } from "./facts/sensitive-packages.ts";
import type { FactSources } from "./facts/sources.ts";

/** The facts of a snapshot, each made when a rule first asks for it. */
export function factsOf(given: Omit<FactSources, "asking">): Facts {
  const sources: FactSources = { ...given, asking: once(() => askingOf(given.snapshot, given.model)) };
  const of = <Value>(make: (from: FactSources) => Value): (() => Value) => once(() => make(sources));
  const made = {
    conflicts: of(conflictFacts),
    packConflicts: of(packConflictFacts),
    packageDeclarations: of(packageDeclarationFacts),
    packageHolders: of(packageHolderFacts),
    sensitivePackages: of(sensitivePackages),
    accounts: of(accountFacts),
    lastSignIns: of(signInFacts),
    grants: of(grantFacts),
    approvals: of(approvalFacts),
    requestablePairs: of(requestablePairFacts),
    opposedApprovers: of(opposedApproverFacts),
  };
  return {
    rows: sources.snapshot.rows,
    coverage: sources.snapshot.coverage,
    auditView: sources.snapshot.auditTrail,
    get conflicts() {
      return made.conflicts();
    },
    get packConflicts() {
      return made.packConflicts();
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
    get accounts() {
      return made.accounts();
    },
    get lastSignIns() {
      return made.lastSignIns();
    },
    get grants() {
      return made.grants();
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
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
