import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { Assignment } from "../access/packages.ts";
import type { AccessPoint, ObjectRef } from "../domain/access.ts";
import { uncataloguedCombinations } from "../conflicts/combinations.ts";
import { pointsKeptApart, unboundSides } from "../conflicts/conflict.ts";
import type { BoundConflict } from "../conflicts/conflicts.ts";
import { declaredConflictId } from "../conflicts/declared.ts";
import { describeGap, judgeConflict, type JudgedConflict } from "../conflicts/judge.ts";
import { scratchFor } from "../conflicts/kernel/match.ts";
import type { Pack } from "../conflicts/packs.ts";
import type {
  AccountFact,
  AssignmentFact,
  CombinationFact,
  ConflictFacts,
  Facts,
  GrantFact,
  GrantFacts,
  PackageDeclarationFact,
  PackConflictFact,
  PolicyFact,
  SignInFact,
} from "../rule-kit/facts.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { alsoDeclaredBy } from "./also-declared.ts";

/** What facts are made from. */
export type FactSources = {
  readonly snapshot: Snapshot;
  readonly model: AccessModel;
  readonly bound: readonly BoundConflict[];
  readonly judged: readonly JudgedConflict[];
  readonly packs: readonly Pack[];
};

/** The facts of a snapshot, each made when a rule first asks for it. */
export function factsOf(sources: FactSources): Facts {
  const conflicts = once(() => conflictFacts(sources));
  const combinations = once(() => combinationFacts(sources));
  const packConflicts = once(() => packConflictFacts(sources));
  const packageDeclarations = once(() => packageDeclarationFacts(sources));
  const assignments = once(() => assignmentFacts(sources));
  const policies = once(() => policyFacts(sources));
  const accounts = once(() => accountFacts(sources));
  const signIns = once(() => signInFacts(sources));
  const grants = once(() => grantFacts(sources));
  return {
    get conflicts() {
      return conflicts();
    },
    get combinations() {
      return combinations();
    },
    get packConflicts() {
      return packConflicts();
    },
    get packageDeclarations() {
      return packageDeclarations();
    },
    get assignments() {
      return assignments();
    },
    get policies() {
      return policies();
    },
    get accounts() {
      return accounts();
    },
    get signIns() {
      return signIns();
    },
    get grants() {
      return grants();
    },
    coverage: sources.snapshot.coverage,
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function conflictFacts({ judged, snapshot }: FactSources): ConflictFacts {
  const declarations = snapshot.coverage.filter(
    ({ section, status }) => section.startsWith("incompatible") && status !== "complete",
  );
  const alsoDeclared = alsoDeclaredBy(judged);
  return {
    judged: judged.map(({ conflict, holders, ...rest }) => ({
      id: conflict.id,
      source: conflict.source,
      title: conflict.title,
      severity: conflict.severity,
      people: conflict.people,
      ...rest,
      holders: holders.map((holder) => ({ ...holder, alsoDeclared: alsoDeclared(conflict, holder.principal.id) })),
    })),
    unknown: declarations.map((gap) => `not every declaration is known: ${describeGap(gap)}`),
  };
}

function packConflictFacts({ bound }: FactSources): readonly PackConflictFact[] {
  return bound
    .filter(({ conflict }) => conflict.source === "pack" && unboundSides(conflict).length === 0)
    .map(({ conflict }) => ({
      id: conflict.id,
      title: conflict.title,
      keptApart: pointsKeptApart(conflict).map((points) => points.map(accessPointOf)),
      problems: conflict.duties.flatMap(({ problems }) => problems),
    }));
}

function combinationFacts({ snapshot, model, packs }: FactSources): readonly CombinationFact[] {
  const scratch = scratchFor(model.principals.size);
  return uncataloguedCombinations(snapshot, model, packs)
    .map((bound) => judgeConflict(bound, model, snapshot.coverage, scratch))
    .map(({ conflict: { id, title, pack }, holders, outcome, examined, reason }) => ({
      id,
      title,
      pack: pack ?? "",
      outcome,
      examined,
      holders,
      ...(reason === undefined ? {} : { reason }),
    }));
}

function packageDeclarationFacts({ snapshot }: FactSources): readonly PackageDeclarationFact[] {
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.rows("accessPackages")) names.set(id, displayName);
  return [...snapshot.rows("incompatibleAccessPackages")]
    .filter(({ accessPackageId, incompatibleId }) => accessPackageId !== incompatibleId)
    .map(({ accessPackageId: from, incompatibleId: to, incompatibleName, evidence }) => ({
      from: { kind: "accessPackage", id: from, name: names.get(from) ?? from },
      to: { kind: "accessPackage", id: to, name: incompatibleName },
      conflict: declaredConflictId({ from, to, kind: "accessPackage" }),
      evidence,
    }));
}

function assignmentFacts({ model }: FactSources): readonly AssignmentFact[] {
  return model.packages.all
    .filter(({ term }) => term.membership === "active" || term.membership === "unknown")
    .map(({ row, principalId, term }) => ({
      isActive: term.membership === "active",
      principal: principalOf(model, principalId),
      accessPackage: { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName },
      policyId: row.policyId,
      from: term.from,
      until: term.until,
      evidence: row.evidence,
    }));
}

function policyFacts({ snapshot }: FactSources): readonly PolicyFact[] {
  return [...snapshot.rows("policies")].map((row) => ({
    policy: { kind: "policy", id: row.id, name: row.displayName },
    accessPackage: { kind: "accessPackage", id: row.accessPackageId ?? "", name: row.accessPackageName },
    expirationType: row.expiration?.type ?? null,
    isAutomatic: row.isAutomatic,
    evidence: row.evidence,
  }));
}

function accountFacts({ snapshot }: FactSources): ReadonlyMap<string, AccountFact> {
  const accounts = new Map<string, AccountFact>();
  for (const { id, accountEnabled, createdDateTime, evidence } of snapshot.rows("users")) {
    accounts.set(id, { enabled: accountEnabled, createdAt: createdDateTime, evidence });
  }
  return accounts;
}

function signInFacts({ snapshot }: FactSources): ReadonlyMap<string, SignInFact> {
  const signIns = new Map<string, SignInFact>();
  for (const row of snapshot.rows("signIns")) {
    const attempts = [row.lastSignInDateTime, row.lastNonInteractiveSignInDateTime].filter((at) => at !== null);
    signIns.set(row.id, {
      lastSuccessful: row.lastSuccessfulSignInDateTime,
      lastAttempt: attempts.sort().at(-1) ?? null,
      evidence: row.evidence,
    });
  }
  return signIns;
}

/**
 * Who has what packages grant. Sites are left out: who holds them outside packages cannot be read. For a moment before the
 * tenant was read nobody is called ungoverned, because memberships bear no dates; nor where not all holders are known, because
 * the package that governs may be unknown with them.
 */
function grantFacts({ snapshot, model }: FactSources): GrantFacts {
  const packages = new Map<string, ObjectRef>();
  for (const { id, displayName } of snapshot.rows("accessPackages")) {
    packages.set(id, { kind: "accessPackage", id, name: displayName });
  }
  const isUnclear = model.asOf < new Date(snapshot.run.startedAt);
  const governed = model.grants.governed.filter(({ kind }) => kind !== "site");
  const unknown: string[] = [];
  const held = governed.flatMap((accessPoint): readonly GrantFact[] => {
    const granting = model.grants.packagesGranting(accessPoint);
    const assigned = holdersBy(model.grants.packagesImplying(accessPoint), model.packages.active);
    const unclear = holdersBy(granting, model.packages.unclear);
    const point: HeldPoint = { ...accessPoint, reach: "transitive" };
    const { blind } = model.sources(point);
    if (blind !== null) unknown.push(`${accessPoint.name}: ${blind}`);
    return Array.from(model.holders(point), (number) => {
      const principal = model.principals.at(number);
      return {
        principal,
        accessPoint,
        packages: granting.map((id) => packages.get(id) ?? { kind: "accessPackage", id, name: id }),
        holdings: model.holdings(principal.id, point),
        governance: assigned.has(principal.id)
          ? "governed"
          : isUnclear || blind !== null || unclear.has(principal.id)
            ? "unknown"
            : "ungoverned",
      };
    });
  });
  return { held, unknown };
}

function holdersBy(
  packageIds: readonly string[],
  assignments: (packageId: string) => readonly Assignment[],
): ReadonlySet<string> {
  return new Set(packageIds.flatMap((id) => assignments(id).map(({ principalId }) => principalId)));
}

function accessPointOf({ kind, id, name }: HeldPoint): AccessPoint {
  return { kind, id, name };
}

function principalOf({ principals }: AccessModel, id: string): AssignmentFact["principal"] {
  const number = principals.numberOf(id);
  if (number === undefined) throw new RangeError(`${id} holds an assignment and is not among the principals`);
  return principals.at(number);
}
