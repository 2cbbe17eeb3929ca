import type { ObjectRef } from "../domain/access.ts";
import type { Row } from "../snapshot/sections.ts";

type Policy = Row<"policies">;

/**
 * Whether a policy asks for reviews. No settings at all mean none where the policy's other settings came: the property is null
 * if reviews are not required, as the older name of it says
 * (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentpolicy?view=graph-rest-beta), and one policy read by
 * itself comes whole (https://learn.microsoft.com/graph/api/accesspackageassignmentpolicy-get).
 */
export function reviewStateOf(policy: Policy): "on" | "off" | "unknown" {
  const { reviewSettings, requestorSettings, requestApprovalSettings } = policy;
  if (reviewSettings === null)
    return requestorSettings === null && requestApprovalSettings === null ? "unknown" : "off";
  if (reviewSettings.isEnabled === null) return "unknown";
  return reviewSettings.isEnabled ? "on" : "off";
}

export function isReviewed<P extends Policy>(
  policy: P,
): policy is P & { readonly reviewSettings: NonNullable<Policy["reviewSettings"]> } {
  return reviewStateOf(policy) === "on";
}

export function policyRef({ id, displayName }: Policy): ObjectRef {
  return { kind: "policy", id, name: displayName };
}

/** A policy as messages name it. */
export function nameOfPolicy({ displayName, accessPackageName }: Policy): string {
  return `policy "${displayName}" of "${accessPackageName}"`;
}

/** What is said of policies that do not tell whether they ask for reviews. */
export function untoldReviews(policies: readonly Policy[]): readonly string[] {
  return policies
    .filter((policy) => reviewStateOf(policy) === "unknown")
    .map((policy) => `${nameOfPolicy(policy)}: whether it asks for reviews is not told`);
}
