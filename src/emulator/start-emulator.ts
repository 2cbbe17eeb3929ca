import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { ScanError } from "../scan-error.ts";
import { type Mutation, mutating } from "./faults/mutations.ts";
import { isGenerated } from "./generated/generated-tenant.ts";
import { type Change, type LiveOptions, LiveTenant } from "./graph/live-tenant.ts";
import type { Interceptor } from "./http/answer.ts";
import { exchange, type LoggedRequest } from "./http/exchange.ts";
import { type HookOptions, hooks } from "./http/hooks.ts";
import { mostLogRows as serviceLogRows } from "./logs/log-service.ts";

export type { InterceptedResponse, Interceptor } from "./http/answer.ts";
export type { LoggedRequest } from "./http/exchange.ts";

export type EmulatorOptions = HookOptions & {
  /** A free one where not said. */
  readonly port?: number;
  readonly now?: () => Date;
  /** Milliseconds from submitting an assignment request until it is delivered. */
  readonly settleAfter?: number;
  /** Sees each request first, and may answer it in the emulator's place. */
  readonly intercept?: Interceptor;
  /** What changes in the tenant while it is being read. */
  readonly mutations?: readonly Mutation[];
  /** Milliseconds that every answer waits. */
  readonly latency?: number;
  /** The most rows that Log Analytics answers with; half a million where not said. */
  readonly mostLogRows?: number;
};

export type Emulator = {
  /** Such as `http://127.0.0.1:49152`: the origin, without `/v1.0`. */
  readonly url: string;
  /** The last ten thousand requests, oldest first; grows as they come. */
  readonly requests: readonly LoggedRequest[];
  /** Changes the tenant while it is served. */
  readonly change: (change: Change) => void;
  readonly close: () => Promise<void>;
};

const longestLog = 10_000;

/**
 * Serves a tenant as Microsoft Graph v1.0 on 127.0.0.1. Changes are made to the served copy, never to `tenant`. Rejects
 * where the port is taken, and where the fault plan is not one.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { now = () => new Date(), settleAfter = 20, intercept, port = 0, latency = 0, mutations = [] } = options;
  const live = liveTenantOf(options, { now, settleAfter });
  const { mostLogRows = serviceLogRows } = options;
  const hookFor = hooks(options, now);
  const mutate = mutating(mutations, live);
  const requests: LoggedRequest[] = [];

  const server = createServer((request, response) => {
    mutate();
    exchange(request, response, { live, now, intercept, origin: originOf(server), latency, hookFor, mostLogRows }).then(
      (logged) => record(requests, logged),
      () => response.destroy(),
    );
  });
  await listen(server, port);
  return { url: originOf(server), requests, change: (change) => live.change(change), close: () => close(server) };
}

function liveTenantOf({ tenant }: EmulatorOptions, options: Omit<LiveOptions, "index">): LiveTenant {
  return isGenerated(tenant)
    ? new LiveTenant(tenant.base, { ...options, index: tenant.index })
    : new LiveTenant(tenant, options);
}

function record(requests: LoggedRequest[], request: LoggedRequest): void {
  requests.push(request);
  if (requests.length > longestLog) requests.shift();
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new ScanError("usage/invalid", `The emulator cannot listen on 127.0.0.1:${port}: name a free port.`, {
      cause,
    });
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The emulator is not listening on a port.");
  return `http://127.0.0.1:${address.port}`;
}
