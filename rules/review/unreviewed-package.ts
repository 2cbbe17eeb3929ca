import { type ResourceKind, resourceKindOf } from "../../src/domain/resource-kind.ts";
import { accessReview } from "../../src/rule-kit/controls.ts";
import { nameOfPolicy, policyRef, reviewStateOf, untoldReviews } from "../../src/rule-kit/policy-review.ts";
import { untoldPackages } from "../../src/rule-kit/policies.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { recurringReviews, type RecurringReviews } from "../../src/rule-kit/recurring-reviews.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const unreviewedPackage = defineRule({
  meta: {
    id: "unreviewed-package",
    code: "REV-001",
    title: "Policies of sensitive packages that ask for no access review",
    rationale: "Nobody is ever asked again whether those who got the package by the policy still need it.",
    remedy:
      "Turn access reviews on in the policy, or review the package's groups and applications by a recurring review.",
    severity: "high",
    references: accessReview,
    falsePositives:
      "Access that is reviewed through the group or the application is left alone where a recurring review takes in all that the package grants.",
    needs: ["policies", "sensitivePackages", "resourceRoleScopes", "accessReviewDefinitions"],
    concludesFromAbsenceOf: ["resourceRoleScopes", "accessReviewDefinitions"],
  },

  evaluate({ rows, sensitivePackages }) {
    const everyPolicy = [...rows("policies")];
    const policies = everyPolicy.filter(({ accessPackageId }) => sensitivePackages.has(accessPackageId ?? ""));
    const reviews = recurringReviews(rows("accessReviewDefinitions"));
    const granted = grantedIn(rows("resourceRoleScopes"), sensitivePackages);
    const unreviewed = policies
      .filter((policy) => reviewStateOf(policy) === "off")
      .map((policy) => ({
        policy,
        ...otherwiseReviewed(policy, granted.get(policy.accessPackageId ?? "") ?? [], reviews),
      }));
    return {
      examined: policies.length,
      violations: unreviewed
        .filter(({ state }) => state === "unreviewed" || state === "in part")
        .map(({ policy, state, by }) => ({
          principal: null,
          subject: policyRef(policy),
          message: `${capital(nameOfPolicy(policy))} asks for no access review, though ${sensitivePackages.get(policy.accessPackageId ?? "") ?? "the package is sensitive"}${state === "in part" ? `; ${by.map(named).join(" and ")} reviews only part of what it grants` : ""}`,
          adjustments: state === "in part" ? [inPart] : [],
          evidence: [policy.evidence, ...by.map(({ evidence }) => evidence)],
        })),
      undecided: [
        ...untoldPackages(everyPolicy),
        ...untoldReviews(policies),
        ...unreviewed
          .filter(({ state }) => state === "untold")
          .map(
            ({ policy, by }) => `${nameOfPolicy(policy)}: whether ${by.map(named).join(" or ")} reviews it is not told`,
          ),
      ],
      ...(policies.length === 0 ? { notApplicable: "no sensitive package has a policy" } : {}),
    };
  },
});

const inPart: Adjustment = { steps: -1, because: "part of what the package grants is reviewed" };

type Definition = SourcedRow<"accessReviewDefinitions">;
/** What a package gives: reviewed as a group or an application, else not at all. */
type Granted = { readonly kind: ResourceKind; readonly id: string };
type Reviewed = {
  readonly state: "reviewed" | "in part" | "untold" | "unreviewed";
  readonly by: readonly Definition[];
};

/** Whether recurring reviews take in what a policy gives: by themselves, or through all that the package grants. */
function otherwiseReviewed(
  { id, accessPackageId }: SourcedRow<"policies">,
  granted: readonly Granted[],
  reviews: RecurringReviews,
): Reviewed {
  const itself = [...reviews("policy", id), ...reviews("accessPackage", accessPackageId ?? "")];
  if (itself.length > 0) return { state: "reviewed", by: itself };
  const through = granted.map(({ kind, id: grantedId }) => reviews(kind, grantedId));
  const by = [...new Set(through.flat())];
  if (by.length > 0 && through.every(({ length }) => length > 0)) return { state: "reviewed", by };
  const untold = [...reviews("untold", ""), ...chosenGroups(granted, reviews)];
  if (untold.length > 0) return { state: "untold", by: untold };
  return { state: by.length > 0 ? "in part" : "unreviewed", by };
}

/** Reviews of groups chosen by a filter can take in all of a package only where it grants nothing but groups. */
function chosenGroups(granted: readonly Granted[], reviews: RecurringReviews): readonly Definition[] {
  return granted.length > 0 && granted.every(({ kind }) => kind === "group") ? reviews("groups", "/groups") : [];
}

function grantedIn(
  scopes: Iterable<SourcedRow<"resourceRoleScopes">>,
  packages: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly Granted[]> {
  const granted = new Map<string, Granted[]>();
  for (const { accessPackageId, originSystem, scopeOriginId } of scopes) {
    if (!packages.has(accessPackageId)) continue;
    const grants = granted.get(accessPackageId) ?? [];
    grants.push({ kind: resourceKindOf(originSystem), id: scopeOriginId });
    granted.set(accessPackageId, grants);
  }
  return granted;
}

function named({ displayName, id }: Definition): string {
  return `review "${displayName}" (${id})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
