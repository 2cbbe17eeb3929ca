import type { GovernanceDeed } from "../../domain/governance-event.ts";

/** The category under which entitlement management logs. */
export const entitlementCategory = "entitlementmanagement";

/**
 * What an event of entitlement management, or of a group's membership, is about. Null where neither its activity nor its
 * operation is known. Names differ between Microsoft's pages, and some have changed
 * (https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities,
 * https://learn.microsoft.com/entra/id-governance/entitlement-management-reports).
 */
export function deedOf(activity: string, operationType: string | null): GovernanceDeed | null {
  return activities.get(wordsOf(activity)) ?? operations.get(wordsOf(operationType ?? "")) ?? null;
}

function wordsOf(text: string): string {
  return text.trim().replaceAll(/\s+/gu, " ").toLowerCase();
}

const named: readonly (readonly [GovernanceDeed, readonly string[]])[] = [
  [
    "requested",
    [
      "User requests access package assignment",
      "User requests an access package assignment on behalf of service principal",
      "Entitlement Management creates access package assignment request for user",
    ],
  ],
  ["assignedDirectly", ["Administrator directly assigns user to access package"]],
  [
    "approved",
    ["Approve access package assignment request", "Approval stage completed for access package assignment request"],
  ],
  ["autoApproved", ["Auto approve access package assignment request"]],
  [
    "fulfilled",
    [
      "Fulfill access package assignment request",
      "Fulfill access package assignment",
      "Fulfill access package resource assignment",
      "Partially fulfill access package assignment request",
    ],
  ],
  ["declared", ["Create incompatible access package", "Create incompatible group"]],
  ["withdrawn", ["Delete incompatible access package", "Delete incompatible group"]],
  ["policyCreated", ["Create access package assignment policy"]],
  ["policyUpdated", ["Update access package assignment policy"]],
  ["memberAdded", ["Add member to group"]],
  [
    "other",
    [
      "Access package assignment request timed out (no approver action taken)",
      "Add Entitlement Management role assignment",
      "Administrator directly removes user access package assignment",
      "Assign user as external sponsor",
      "Assign user as internal sponsor",
      "Cancel access package assignment request",
      "Create access package",
      "Create access package assignment user update request",
      "Create access package catalog",
      "Create connected organization",
      "Create custom extension",
      "Create resource environment",
      "Create resource remove request",
      "Create resource request",
      "Delete access package",
      "Delete access package assignment policy",
      "Delete access package assignment policy for a deleted user",
      "Delete access package assignment request",
      "Delete access package catalog",
      "Delete connected organization",
      "Delete custom extension",
      "Deny access package assignment request",
      "Entitlement Management removes access package assignment request for user",
      "Execute custom extension",
      "Extend access package assignment",
      "Failed access package assignment request",
      "Ready to fulfill access package assignment request",
      "Remove access package assignment",
      "Remove access package resource assignment",
      "Remove Entitlement Management role assignment",
      "Remove user as external sponsor",
      "Remove user as internal sponsor",
      "Schedule a future access package assignment",
      "Update access package",
      "Update access package assignment request",
      "Update access package catalog",
      "Update access package catalog resource",
      "Update connected organization",
      "Update custom extension",
      "Update request answers by approver",
      "Update tenant setting",
      "User requests to extend access package assignment",
      "User requests to remove access package assignment",
    ],
  ],
];

const activities: ReadonlyMap<string, GovernanceDeed> = new Map(
  named.flatMap(([deed, names]) => names.map((name) => [wordsOf(name), deed] as const)),
);

/**
 * Operation types that Microsoft's queries and the samples of Stratus Red Team show
 * (https://learn.microsoft.com/entra/id-governance/entitlement-management-logs-and-reporting,
 * https://stratus-red-team.cloud/attack-techniques/entra-id/entra-id.privilege-escalation.access-package-group/).
 */
const operations: ReadonlyMap<string, GovernanceDeed> = new Map([
  ["createentitlementgrantuseraddrequest", "requested"],
  ["autoapproveentitlementgrantrequest", "autoApproved"],
  ["createentitlementgrantpolicy", "policyCreated"],
  ["updateentitlementgrantpolicy", "policyUpdated"],
]);
