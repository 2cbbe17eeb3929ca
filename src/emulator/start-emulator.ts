import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ScanError } from "../scan-error.ts";
import { answer, type Interceptor, type Surroundings } from "./http/answer.ts";
import { LiveTenant } from "./graph/live-tenant.ts";
import type { Tenant } from "./tenant.ts";

export type { InterceptedResponse, Interceptor } from "./http/answer.ts";

export type EmulatorOptions = {
  readonly tenant: Tenant;
  /** A free one where not said. */
  readonly port?: number;
  readonly now?: () => Date;
  /** Milliseconds from submitting an assignment request until it is delivered. */
  readonly settleAfter?: number;
  /** Sees each request first, and may answer it in the emulator's place. */
  readonly intercept?: Interceptor;
};

export type LoggedRequest = { readonly method: string; readonly url: string; readonly status: number };

export type Emulator = {
  /** Such as `http://127.0.0.1:49152`: the origin, without `/v1.0`. */
  readonly url: string;
  /** The last ten thousand requests, oldest first; grows as they come. */
  readonly requests: readonly LoggedRequest[];
  readonly close: () => Promise<void>;
};

const longestLog = 10_000;

/**
 * Serves a tenant as Microsoft Graph v1.0 on 127.0.0.1. Changes are made to the served copy, never to `tenant`. Rejects
 * where the port is taken.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { now = () => new Date(), settleAfter = 20, intercept, port = 0 } = options;
  const live = new LiveTenant(options.tenant, { now, settleAfter });
  const requests: LoggedRequest[] = [];

  const server = createServer((request, response) => {
    serve(request, response, { live, now, intercept, origin: originOf(server) }).then(
      (status) => record(requests, { method: request.method ?? "", url: request.url ?? "", status }),
      () => response.destroy(),
    );
  });
  await listen(server, port);
  return { url: originOf(server), requests, close: () => close(server) };
}

async function serve(request: IncomingMessage, response: ServerResponse, surroundings: Surroundings): Promise<number> {
  const { status, headers, body } = await answer(request, surroundings);
  response.writeHead(status, headers).end(body);
  return status;
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
