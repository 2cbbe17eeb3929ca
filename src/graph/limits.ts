/** Kinds of calls that are limited apart from each other: Graph's, and queries of Log Analytics. */
export const workloads = ["identity", "governance", "reports", "signInActivity", "logs"] as const;

export type Workload = (typeof workloads)[number];

/** `amount` units in each `seconds`, of resource units or requests; null where nothing is published. */
export type Budget = {
  readonly amount: number;
  readonly seconds: number;
  readonly per: "resourceUnit" | "request";
} | null;

/** Sizes by which identity limits go: below 50 users, up to 500, above. */
export type TenantSize = "small" | "medium" | "large";

export function tenantSize(users: number): TenantSize {
  if (users < 50) return "small";
  return users <= 500 ? "medium" : "large";
}

/**
 * Published limits for one application in one tenant (https://learn.microsoft.com/graph/throttling-limits, 2026-02-06). For
 * entitlement management, role management, PIM and access reviews none are published: those are found by what comes back. Log Analytics limits a user in a
 * workspace (https://learn.microsoft.com/azure/azure-monitor/service-limits).
 */
export const budgets: { readonly [Size in TenantSize]: { readonly [Name in Workload]: Budget } } = {
  small: budgetsWith(3500),
  medium: budgetsWith(5000),
  large: budgetsWith(8000),
};

function budgetsWith(identityUnits: number): { readonly [Name in Workload]: Budget } {
  return {
    identity: { amount: identityUnits, seconds: 10, per: "resourceUnit" },
    governance: null,
    reports: { amount: 5, seconds: 10, per: "request" },
    signInActivity: { amount: 10, seconds: 60, per: "request" },
    logs: { amount: 200, seconds: 30, per: "request" },
  };
}

/** What a read costs in resource units before its options are counted; anything not listed costs 1 (same page). */
export const baseCosts: readonly { readonly path: RegExp; readonly units: number }[] = [
  { path: /^\/groups\/[^/]+\/transitiveMembers/u, units: 5 },
  { path: /^\/groups\/[^/]+\/members/u, units: 3 },
  { path: /^\/subscribedSkus/u, units: 3 },
  { path: /^\/users(?:\/delta)?\/?$/u, units: 2 },
  { path: /^\/servicePrincipals\/[^/]+\/appRoleAssignments/u, units: 2 },
  { path: /^\/users\/[^/]+\/(?:memberOf|transitiveMemberOf|ownedObjects|licenseDetails)/u, units: 2 },
];
