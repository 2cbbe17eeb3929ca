import { permittedApplicationsOf } from "../access/administration/permitted-applications.ts";
import type { Facts } from "../rule-kit/facts.ts";
import { accountFacts, signInFacts } from "./facts/account-facts.ts";
import { conflictFacts, packageDeclarationFacts, packConflictFacts } from "./facts/conflict-facts.ts";
import { grantFacts } from "./facts/grant-facts.ts";
import { packageHolderFacts } from "./facts/package-holder-facts.ts";
import { ownedGroupFacts } from "./facts/owned-groups.ts";
import { reviewingHolders } from "./facts/reviewing-holders.ts";
import { selfGrantFacts } from "./facts/self-grants.ts";
import { sensitivePackages } from "./facts/sensitive-packages.ts";
import type { FactSources } from "./facts/sources.ts";

/** The facts of a snapshot, each made when a rule first asks for it. */
export function factsOf(sources: FactSources): Facts {
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
    reviewingHolders: of(reviewingHolders),
    ownedGroups: of(ownedGroupFacts),
    selfGrants: of(selfGrantFacts),
    permittedApplications: of(({ snapshot, model }) => permittedApplicationsOf(snapshot, model)),
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
    get reviewingHolders() {
      return made.reviewingHolders();
    },
    get ownedGroups() {
      return made.ownedGroups();
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
