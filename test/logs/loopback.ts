import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";
import type { Clock } from "../../src/graph/clock.ts";

export type Call = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Reply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it stands. */
  readonly body?: unknown;
  /** Breaks off after the first half of the body. */
  readonly broken?: boolean;
};

/** A service on loopback for as long as the test lasts; `calls` grows as they come. */
export async function serveLoopback(reply: (call: Call) => Reply): Promise<{ origin: string; calls: readonly Call[] }> {
  const calls: Call[] = [];
  let origin = "";
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = {
      method: request.method ?? "",
      url: new URL(request.url ?? "", origin),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    calls.push(call);
    const { status = 200, headers = {}, body = "", broken = false } = reply(call);
    const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length, ...headers });
    if (!broken) return response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    return response;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address() as { port: number };
  origin = `http://127.0.0.1:${address.port}`;
  return { origin, calls };
}

/** A clock that only its own waits move; it notes for how long it was asked to sleep. */
export function stoppedClock(): Clock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  return {
    now: () => new Date(Date.parse("2026-11-23T09:00:00Z") + slept.reduce((sum, wait) => sum + wait, 0)),
    random: () => 0.5,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
    slept,
  };
}
