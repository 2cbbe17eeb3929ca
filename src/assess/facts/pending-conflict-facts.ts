import type { AccessModel } from "../../access/access-model.ts";
import type { BoundDuty, Conflict } from "../../conflicts/conflict.ts";
import type { Holding, Principal } from "../../domain/access.ts";
import type { Side } from "../../domain/assessment.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { GivenDuty, PackageDutiesFact, PendingConflictFact, PendingConflictFacts } from "../../rule-kit/facts.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { packageDutyFacts } from "./package-duty-facts.ts";
import { isOpen, type PendingGrant, pendingGrantsOf } from "./pending-grants.ts";
import type { FactSources } from "./sources.ts";

/** All that is under way to somebody counts together: two requests may make a conflict that neither makes alone. */
export function pendingConflictFacts(sources: FactSources): PendingConflictFacts {
  const { snapshot, model, judged } = sources;
  const given = packageDutyFacts(sources);
  const grants = pendingGrantsOf(snapshot, model);
  const gives = (packageId: string | null): boolean =>
    packageId === null || given.some(({ duties }) => duties.some(({ givenBy }) => givenBy.has(packageId)));
  const relevant = grants.all.filter(({ accessPackage }) => gives(accessPackage.id));
  const removals = removalsOf(snapshot);
  const conflicts = new Map(judged.map(({ conflict }) => [conflict.id, conflict]));

  const found = [...Map.groupBy(relevant, ({ principalId }) => principalId).values()].flatMap((coming) =>
    given.flatMap((fact) => {
      const conflict = conflicts.get(fact.conflict);
      return conflict === undefined ? [] : pendingConflict(conflict, fact, coming, model, removals);
    }),
  );
  return {
    found,
    examined: relevant.length,
    unknown: [
      ...grants.unclear.filter(({ packageId }) => gives(packageId)).map(({ why }) => why),
      ...judged
        .filter(({ outcome }) => outcome !== "not-applicable")
        .flatMap(({ conflict, reason }) => (reason === undefined ? [] : [`${conflict.id}: ${reason}`])),
    ],
  };
}

function pendingConflict(
  { id, title, severity, atMost, duties }: Conflict,
  { duties: givenDuties }: PackageDutiesFact,
  grants: readonly PendingGrant[],
  model: AccessModel,
  removals: ReadonlyMap<string, EvidenceRef>,
): readonly PendingConflictFact[] {
  const coming = givenDuties.map((duty) => comingSide(duty, grants)).filter(({ holdings }) => holdings.length > 0);
  const [grant] = grants;
  if (grant === undefined || coming.length === 0) return [];
  const held = duties
    .map((duty) => heldSide(duty, grant.principalId, model))
    .filter(({ holdings }) => holdings.length > 0);
  const isNew = coming.filter(({ duty }) => !held.some((side) => side.duty === duty));
  if (held.length > atMost || held.length + isNew.length <= atMost) return [];

  const giving = model.packages
    .activeOf(grant.principalId)
    .filter(({ row }) => givenDuties.some(({ givenBy }) => givenBy.has(row.accessPackageId)));
  return [
    {
      principal: principalOf(grant, model),
      conflict: id,
      title,
      severity,
      held,
      coming: isNew,
      removals: giving.flatMap(({ row }) => removals.get(row.id) ?? []),
    },
  ];
}

function comingSide({ id, title, givenBy }: GivenDuty, grants: readonly PendingGrant[]): Side {
  return {
    duty: id,
    title,
    holdings: grants.flatMap((grant) =>
      (givenBy.get(grant.accessPackage.id) ?? []).map((point) => holdingBy(grant, point)),
    ),
  };
}

function holdingBy(
  { accessPackage, by, membership, from, until, evidence }: PendingGrant,
  accessPoint: Holding["accessPoint"],
): Holding {
  const path = [by, accessPackage, ...(accessPoint.id === accessPackage.id ? [] : [accessPoint])];
  return { accessPoint, membership, path, from, until, evidence: [evidence] };
}

function heldSide({ id, title, points }: BoundDuty, principalId: string, model: AccessModel): Side {
  const holdings = points.flatMap((point) => model.holdings(principalId, point));
  return { duty: id, title, holdings: holdings.filter(({ membership }) => membership === "active") };
}

function removalsOf(snapshot: Snapshot): ReadonlyMap<string, EvidenceRef> {
  const removals = new Map<string, EvidenceRef>();
  for (const row of snapshot.rows("assignmentRequests")) {
    if (row.assignmentId !== null && isOpen(row, "remove")) removals.set(row.assignmentId, row.evidence);
  }
  return removals;
}

/** Who has asked and holds nothing yet is known by the request alone. */
function principalOf({ principalId, principalName }: PendingGrant, { principals }: AccessModel): Principal {
  const number = principals.numberOf(principalId);
  if (number !== undefined) return principals.at(number);
  return { id: principalId, type: "unknown", userPrincipalName: null, displayName: principalName, enabled: null };
}
