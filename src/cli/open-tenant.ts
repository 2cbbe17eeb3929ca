import { clouds } from "../graph/clouds.ts";
import { openCredentials } from "../graph/credentials.ts";
import { type Governor, openGovernor } from "../graph/governor.ts";
import { type Graph, openGraph } from "../graph/graph.ts";
import { graphOrigin } from "../graph/origin.ts";
import { claimsOf, type TokenClaims, type TokenSource } from "../graph/token.ts";
import { graphTransport } from "../graph/transport.ts";
import type { AuditTrail } from "../logs/audit-trail.ts";
import { directoryAuditsTrail } from "../logs/directory-audits.ts";
import { logAnalyticsTrail } from "../logs/log-analytics.ts";
import { ScanError } from "../scan-error.ts";
import type { TenantOptions } from "./common-options.ts";
import type { Io } from "./io.ts";

/** A tenant within reach: its Graph, its audit trail, and what the token says of who reads it. */
export type OpenTenant = {
  readonly graph: Graph;
  readonly governor: Governor;
  readonly trail: AuditTrail;
  readonly graphUrl: string;
  readonly claims: TokenClaims;
};

export async function openTenant(options: TenantOptions, io: Io): Promise<OpenTenant> {
  const { auth, cloud, concurrency, workspace: workspaceId, logsUrl } = options;
  if (logsUrl !== undefined && workspaceId === undefined) {
    throw new ScanError(
      "usage/invalid",
      "--logs-url says where the workspace is that --workspace names, and none is named",
    );
  }
  const credentials = await openCredentials({ auth, cloud, environment: io.environment, prompt: io.tell });
  const tenant = await openWith(
    credentials.graph,
    graphOrigin(options.graphUrl ?? clouds[cloud].graph),
    concurrency,
    io,
  );
  if (workspaceId === undefined) return tenant;

  const { governor } = tenant;
  const where = logsUrl === undefined ? {} : { logsUrl };
  const credential = credentials.logs();
  return { ...tenant, trail: logAnalyticsTrail({ credential, workspaceId, cloud, ...where, clock: io, governor }) };
}

export async function openWith(token: TokenSource, origin: string, concurrency: number, io: Io): Promise<OpenTenant> {
  const governor = openGovernor(io, concurrency);
  const graph = openGraph({
    origin,
    transport: graphTransport(origin, token),
    clock: io,
    governor,
  });
  const trail = directoryAuditsTrail(graph);
  return { graph, governor, trail, graphUrl: origin, claims: claimsOf(await token()) };
}
