import type { AccessModel } from "../../access/access-model.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { PackageHolderFact, ReviewingHolderFacts } from "../../rule-kit/facts/holder-facts.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";
import { isReviewed, nameOfPolicy } from "../../rule-kit/policy-review.ts";
import { packageHolderFacts } from "./package-holder-facts.ts";
import type { FactSources } from "./sources.ts";

type Reviewer = { readonly evidence: readonly EvidenceRef[] };
type SubjectSet = NonNullable<NonNullable<SourcedRow<"policies">["reviewSettings"]>["primaryReviewers"]>[number];

/** Sets that name somebody else than the holder, such as the manager (https://learn.microsoft.com/graph/api/resources/subjectset). */
const others: ReadonlySet<string> = new Set([
  "requestormanager",
  "targetmanager",
  "internalsponsors",
  "externalsponsors",
]);

/** Those named as reviewers of the very assignments among which is their own; who are left to review themselves are not. */
export function reviewingHolders(sources: FactSources): ReviewingHolderFacts {
  const byPolicy = Map.groupBy(packageHolderFacts(sources), ({ policyId, accessPackage }) =>
    keyOf(policyId, accessPackage.id),
  );
  const members = membersOnce(sources.model);
  const unknown: string[] = [];
  const reviewing = [...sources.snapshot.rows("policies")].filter(isReviewed).flatMap((policy) => {
    const { primaryReviewers, isSelfReview } = policy.reviewSettings;
    if (isSelfReview !== false) return [];
    if (primaryReviewers === null) unknown.push(`${nameOfPolicy(policy)}: who reviews is not told`);
    const ofPolicy = byPolicy.get(keyOf(policy.id, policy.accessPackageId)) ?? [];
    const ofNone = byPolicy.get(keyOf(null, policy.accessPackageId)) ?? [];
    return (primaryReviewers ?? []).flatMap((set) => {
      const blind = blindSpot(set, sources.model);
      if (blind !== null) unknown.push(`${nameOfPolicy(policy)}: ${blind}`);
      const reviewerAmong = reviewerBy(set, sources.model, members);
      const both = (held: readonly PackageHolderFact[]) =>
        held.flatMap((holder) => {
          const reviewer = reviewerAmong(holder.principal.id);
          return reviewer === null ? [] : [{ policy, holder, evidence: [holder.evidence, ...reviewer.evidence] }];
        });
      const doubtful = [...ofPolicy.filter(({ isActive }) => !isActive), ...ofNone];
      for (const { holder } of both(doubtful))
        unknown.push(
          `${nameOfPolicy(policy)}: whether ${holder.principal.displayName}, who reviews it, holds by it is not told`,
        );
      return both(ofPolicy.filter(({ isActive }) => isActive));
    });
  });
  return { reviewing, unknown };
}

type Members = (groupId: string) => ReadonlySet<number>;

function reviewerBy({ type, id }: SubjectSet, model: AccessModel, members: Members): (id: string) => Reviewer | null {
  if (id === null) return () => null;
  switch (type.toLowerCase()) {
    case "singleuser":
      return (principalId) => (principalId === id ? { evidence: [] } : null);
    case "groupmembers":
      return (principalId) =>
        members(id).has(model.principals.numberOf(principalId) ?? -1) ? membership(principalId, id, model) : null;
    default:
      return () => null;
  }
}

/** Who is in a group, be it in one nested in it; worked out once, because many policies name the same reviewers. */
function membersOnce({ groups }: AccessModel): Members {
  const known = new Map<string, ReadonlySet<number>>();
  return (groupId) => {
    const members = known.get(groupId) ?? new Set([...groups.effective([groupId])].flatMap((list) => [...list]));
    known.set(groupId, members);
    return members;
  };
}

function membership(principalId: string, groupId: string, { groups }: AccessModel): Reviewer {
  const chains = groups.chains(principalId, groupId);
  return { evidence: chains.flatMap(({ edges }) => edges.map(({ evidence }) => evidence)) };
}

/** Why it cannot be told whom a set names. */
function blindSpot({ type, id }: SubjectSet, { groups, groupBlindSpots }: AccessModel): string | null {
  const kind = type.toLowerCase();
  if (others.has(kind)) return null;
  if (id === null) return `a reviewer of the kind ${type} is not named`;
  if (kind === "groupmembers") return groupBlindSpots.among(groups.below(id));
  return kind === "singleuser" ? null : `who reviews as ${type} is not known`;
}

function keyOf(policyId: string | null, packageId: string | null): string {
  return policyId ?? `any policy of ${packageId}`;
}
