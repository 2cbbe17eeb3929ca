import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Interceptor, answer } from "./http/answer.ts";
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

/** Serves a tenant as Microsoft Graph v1.0 on 127.0.0.1. Changes are made to the served copy, never to `tenant`. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { now = () => new Date(), settleAfter = 20, intercept } = options;
  const live = new LiveTenant(options.tenant, { now, settleAfter });
  const requests: LoggedRequest[] = [];

  const server = createServer((request, response) => {
    const log = (status: number): void => {
      requests.push({ method: request.method ?? "", url: request.url ?? "", status });
      if (requests.length > longestLog) requests.shift();
    };
    serve(request, response, log).catch(() => response.destroy());
  });

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    log: (status: number) => void,
  ): Promise<void> {
    const { status, headers, body } = await answer(request, {
      live,
      now,
      intercept,
      origin: originOf(server.address()),
    });
    log(status);
    response.writeHead(status, headers).end(body);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: originOf(server.address()),
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function originOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("The emulator is not listening on a port.");
  return `http://127.0.0.1:${address.port}`;
}
