import type { ObjectRef } from "../domain/access.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import { all, not, some, type Truth } from "./truth.ts";

export type Policy = SourcedRow<"policies">;

/** For whom a policy is: all of a kind in the directory, people from outside, some that it names, or nobody who could ask. */
export type Audience = "everyone" | "outsiders" | "chosen" | "nobody";

/** Every scope there is (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentpolicy). */
const audiences: ReadonlyMap<string, Audience> = new Map([
  ["notspecified", "nobody"],
  ["specificdirectoryusers", "chosen"],
  ["specificdirectoryserviceprincipals", "chosen"],
  ["allmemberusers", "everyone"],
  ["alldirectoryusers", "everyone"],
  ["alldirectoryserviceprincipals", "everyone"],
  ["alldirectoryagentidentities", "everyone"],
  ["specificconnectedorganizationusers", "outsiders"],
  ["allconfiguredconnectedorganizationusers", "outsiders"],
  ["allexternalusers", "outsiders"],
]);

/** Whether the policy is for this audience; null where Graph did not say, or in a word that sodscan does not know. */
export function isFor(audience: Audience, { allowedTargetScope }: Policy): Truth {
  const known = audiences.get(allowedTargetScope?.toLowerCase() ?? "");
  return known === undefined ? null : known === audience;
}

/** Whether anybody from outside may ask, be their organization connected or not. */
export function isForAllOutsiders(policy: Policy): Truth {
  const isForOutsiders = isFor("outsiders", policy);
  return isForOutsiders === true ? policy.allowedTargetScope?.toLowerCase() === "allexternalusers" : isForOutsiders;
}

/** Whether those whom the policy is for can ask for access themselves. */
export function canSelfRequest(policy: Policy): Truth {
  return all(not(isFor("nobody", policy)), policy.requestorSettings?.enableTargetsToSelfAddAccess ?? null);
}

/** Whether access can be asked for under the policy, by those whom it is for or on their behalf. */
export function canBeRequested(policy: Policy): Truth {
  const { enableTargetsToSelfAddAccess: byThemselves = null, enableOnBehalfRequestorsToAddAccess: onBehalf = null } =
    policy.requestorSettings ?? {};
  return all(not(isFor("nobody", policy)), some(byThemselves, onBehalf));
}

export function needsApproval({ requestApprovalSettings }: Policy): Truth {
  return requestApprovalSettings?.isApprovalRequiredForAdd ?? null;
}

export function policyRef({ id, displayName }: Policy): ObjectRef {
  return { kind: "policy", id, name: displayName };
}

/** A policy as messages name it: with its package, because names of policies repeat. */
export function policyNamed({ displayName, accessPackageName }: Policy): string {
  return `Policy "${displayName}" of "${accessPackageName}"`;
}

/** What is said of a policy that cannot be judged. */
export function undecidedPolicy(policy: Policy, open: string): { readonly undecided: string } {
  return { undecided: `${policyNamed(policy)}: Graph does not say ${open}` };
}

/** What is said of policies of which it is not told whose package they give. */
export function untoldPackages(policies: readonly Policy[]): readonly string[] {
  return policies
    .filter(({ accessPackageId }) => accessPackageId === null)
    .map(({ displayName }) => `policy "${displayName}": of which package it is was not told`);
}

type SubjectSet = NonNullable<Policy["specificAllowedTargets"]>[number];

/** Whom a policy names, and what for. */
export type Named = SubjectSet & { readonly as: "audience" | "requestor" | "approver" | "reviewer" };

/** Everybody a policy names, as far as Graph said. */
export function namedBy(policy: Policy): readonly Named[] {
  const { specificAllowedTargets, requestorSettings, requestApprovalSettings, reviewSettings } = policy;
  const as = (what: Named["as"], ...lists: readonly (readonly SubjectSet[] | null | undefined)[]): readonly Named[] =>
    lists.flatMap((sets) => (sets ?? []).map((set) => ({ ...set, as: what })));
  return [
    ...as("audience", specificAllowedTargets),
    ...as("requestor", requestorSettings?.onBehalfRequestors),
    ...(requestApprovalSettings?.stages ?? []).flatMap((stage) =>
      as(
        "approver",
        stage.primaryApprovers,
        stage.fallbackPrimaryApprovers,
        stage.escalationApprovers,
        stage.fallbackEscalationApprovers,
      ),
    ),
    ...as("reviewer", reviewSettings?.primaryReviewers, reviewSettings?.fallbackReviewers),
  ];
}

/** Whether the set is of this type, in whatever casing. */
export function isOfType({ type }: SubjectSet, expected: "groupMembers" | "singleServicePrincipal"): boolean {
  return type.toLowerCase() === expected.toLowerCase();
}
