import { isBatch } from "../graph/batch.ts";
import type { GraphRequest } from "../graph/graph-request.ts";
import { resourceUnitsOf } from "./resource-units.ts";

/** The limits that one application has in one tenant. */
export type ThrottleLimits = {
  /** Resource units of identity and access in ten seconds. */
  readonly resourceUnits: number;
  /** Writes to identity and access in two and a half minutes. */
  readonly writes: number;
  /** Requests for audit logs and sign-ins in ten seconds. */
  readonly reports: number;
  /** Requests that name `signInActivity` in a minute. */
  readonly signIns: number;
  /** Requests to identity governance in ten seconds; null is no limit, as Microsoft documents none. */
  readonly governance: number | null;
};

/** https://learn.microsoft.com/graph/throttling-limits (2026-02-06): under 50 users, up to 500, and more. */
export const tenantSizes = { small: 3_500, medium: 5_000, large: 8_000 } as const;

export type ThrottleOption = keyof typeof tenantSizes | Partial<ThrottleLimits>;

/** The documented limits of a tenant of that size, or those of a large one with some changed. */
export function limitsOf(option: ThrottleOption): ThrottleLimits {
  const documented = { writes: 3_000, reports: 5, signIns: 10, governance: null };
  if (typeof option === "string") return { ...documented, resourceUnits: tenantSizes[option] };
  return { ...documented, resourceUnits: tenantSizes.large, ...option };
}

/** A limit, the seconds over which it holds, and what `x-ms-throttle-information` calls going over it. */
export type Meter = { readonly limit: keyof ThrottleLimits; readonly seconds: number; readonly exceeded: string };

export const meters: readonly Meter[] = [
  { limit: "resourceUnits", seconds: 10, exceeded: "ResourceUnitLimitExceeded" },
  { limit: "writes", seconds: 150, exceeded: "WriteLimitExceeded" },
  { limit: "reports", seconds: 10, exceeded: "RequestLimitExceeded" },
  { limit: "signIns", seconds: 60, exceeded: "RequestLimitExceeded" },
  { limit: "governance", seconds: 10, exceeded: "RequestLimitExceeded" },
];

/** What a request takes from one limit. */
export type Charge = { readonly limit: keyof ThrottleLimits; readonly amount: number };

/** What a request takes. A `$batch` takes nothing: its items do. What is not Graph's is not limited here. */
export function chargesOf(request: GraphRequest): readonly Charge[] {
  if (isBatch(request) || !request.path.startsWith("/v1.0/")) return [];
  const path = request.path.slice("/v1.0".length);
  if (/^\/(?:auditLogs|reports)\//iu.test(path)) return [{ limit: "reports", amount: 1 }];
  if (/^\/(?:identityGovernance|roleManagement)\//iu.test(path)) return [{ limit: "governance", amount: 1 }];

  const namesSignIns = [...request.query.values()].some((value) => /signInActivity/iu.test(value));
  return [
    { limit: "resourceUnits", amount: resourceUnitsOf(request, path) },
    ...(request.method === "GET" ? [] : [{ limit: "writes", amount: 1 } as const]),
    ...(namesSignIns ? [{ limit: "signIns", amount: 1 } as const] : []),
  ];
}
