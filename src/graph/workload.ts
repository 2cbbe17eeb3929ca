import { baseCosts, type Workload } from "./limits.ts";

/** The workload whose budget a call draws on, under Graph's `/v1.0` or the `/v1` of Log Analytics. */
export function workloadOf(url: URL): Workload {
  const path = pathOf(url);
  if (path.startsWith("/v1/workspaces/")) return "logs";
  if (path.startsWith("/auditLogs/")) return "reports";
  if (path.startsWith("/identityGovernance/") || path.startsWith("/roleManagement/")) return "governance";
  const isSignIns = path === "/users" && (url.searchParams.get("$select") ?? "").includes("signInActivity");
  return isSignIns ? "signInActivity" : "identity";
}

/**
 * The resource units a read will cost: `$select` takes one off, `$expand` adds one, `$top` below 20 takes one off, never
 * below one (https://learn.microsoft.com/graph/throttling-limits).
 */
export function resourceUnits(url: URL): number {
  const path = pathOf(url);
  const base = baseCosts.find((cost) => cost.path.test(path))?.units ?? 1;
  const { searchParams } = url;
  const selected = searchParams.has("$select") ? -1 : 0;
  const expanded = searchParams.has("$expand") ? 1 : 0;
  const few = Number(searchParams.get("$top") ?? 100) < 20 ? -1 : 0;
  return Math.max(1, base + selected + expanded + few);
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/^\/v1\.0/u, "");
}
