import { clouds } from "../graph/clouds.ts";
import { tokenSource } from "../graph/credentials.ts";
import { type Governor, openGovernor } from "../graph/governor.ts";
import { type Graph, openGraph } from "../graph/graph.ts";
import { graphOrigin } from "../graph/origin.ts";
import { claimsOf, type TokenClaims, type TokenSource } from "../graph/token.ts";
import { graphTransport } from "../graph/transport.ts";
import type { TenantOptions } from "./common-options.ts";
import type { Io } from "./io.ts";

/** A tenant within reach: its Graph, and what the token says of who reads it. */
export type OpenTenant = {
  readonly graph: Graph;
  readonly governor: Governor;
  readonly graphUrl: string;
  readonly claims: TokenClaims;
};

export async function openTenant(options: TenantOptions, io: Io): Promise<OpenTenant> {
  const { auth, cloud } = options;
  const token = await tokenSource({ auth, cloud, environment: io.environment, prompt: io.tell });
  return openWith(token, graphOrigin(options.graphUrl ?? clouds[cloud].graph), options.concurrency, io);
}

export async function openWith(token: TokenSource, origin: string, concurrency: number, io: Io): Promise<OpenTenant> {
  const governor = openGovernor(io, concurrency);
  const graph = openGraph({
    origin,
    transport: graphTransport(origin, token),
    clock: io,
    governor,
  });
  return { graph, governor, graphUrl: origin, claims: claimsOf(await token()) };
}
