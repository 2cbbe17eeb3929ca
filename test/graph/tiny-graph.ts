import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Clock } from "../../src/graph/clock.ts";
import { openGovernor } from "../../src/graph/governor.ts";
import { type Graph, openGraph } from "../../src/graph/graph.ts";
import type { TokenSource } from "../../src/graph/token.ts";
import { graphTransport } from "../../src/graph/transport.ts";
import { now } from "../builders/tenant.ts";

export const token = "bearer-of-the-test";

export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

/** Answers one request; `origin` is where the server stands. */
export type Answer = (response: ServerResponse, asked: Asked, origin: string) => void;

export type TinyGraph = {
  readonly origin: string;
  readonly graph: Graph;
  readonly asked: readonly Asked[];
  /** Milliseconds that the client waited, each wait. */
  readonly waits: readonly number[];
};

/**
 * The real client over real HTTP against a server that gives the answers in turn, the last again and again, and lasts as
 * long as the test. Its clock does not run: it notes the waits.
 */
export async function tinyGraph(
  answers: readonly Answer[],
  tokens: TokenSource = () => Promise.resolve(token),
): Promise<TinyGraph> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      asked.push(one);
      answers[Math.min(asked.length, answers.length) - 1]?.(response, one, origin);
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });

  const waits: number[] = [];
  return { origin, asked, waits, graph: clientOf(origin, waits, tokens) };
}

export function clientOf(origin: string, waits: number[], tokens: TokenSource): Graph {
  const clock: Clock = {
    now: () => new Date(now.getTime() + waits.reduce((sum, wait) => sum + wait, 0)),
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0.5,
  };
  return openGraph({ origin, transport: graphTransport(origin, tokens), clock, governor: openGovernor(clock, 8) });
}

export const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", "request-id": "request-7", ...headers });
    response.end(JSON.stringify(body));
  };

/** Ends the connection without an answer. */
export const hangUp: Answer = (response) => {
  response.socket?.destroy();
};

export const refused = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  json({ error: { code, message: `this is ${code}` } }, status, headers);

/** A page of values that links to a path under the server's own origin, or to any address. */
export const page =
  (value: readonly unknown[], next?: string): Answer =>
  (response, asked, origin) => {
    const link = next === undefined ? {} : { "@odata.nextLink": next.startsWith("/") ? origin + next : next };
    json({ value, ...link })(response, asked, origin);
  };

/** Everything in a collection, page after page. */
export async function all(graph: Graph, path: string): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  for await (const response of graph.pages(path)) values.push(...(response.json as { value: unknown[] }).value);
  return values;
}
