import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { respond } from "../graph/graph-service.ts";
import type { LiveTenant } from "../graph/live-tenant.ts";
import { GraphFault } from "../odata/graph-fault.ts";

export type InterceptedResponse = {
  readonly status: number;
  /** Text is sent as it is, anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Answers a request in the emulator's place, or leaves it alone. `path` is still encoded, `query` without its `?`. */
export type Interceptor = (request: {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}) => InterceptedResponse | undefined;

export type Surroundings = {
  readonly live: LiveTenant;
  readonly now: () => Date;
  readonly intercept: Interceptor | undefined;
  readonly origin: string;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What goes back over the wire: Graph's answer or refusal, under the headers that every answer of Graph's has. */
export async function answer(request: IncomingMessage, surroundings: Surroundings): Promise<HttpAnswer> {
  const requestId = randomUUID();
  const given = request.headers["client-request-id"];
  const ids = { "request-id": requestId, "client-request-id": typeof given === "string" ? given : requestId };
  const date = surroundings.now();

  const { status, body, headers } = await outcomeOf(request, surroundings, (code, message) => ({
    error: { code, message, innerError: { date: date.toISOString().slice(0, 19), ...ids } },
  }));
  const isText = typeof body === "string";
  return {
    status,
    headers: {
      ...(isText ? { "Content-Type": "text/plain" } : {}),
      ...(isText || body === null ? {} : { "Content-Type": "application/json;odata.metadata=minimal;charset=utf-8" }),
      ...(status === 401 ? { "WWW-Authenticate": 'Bearer realm=""' } : {}),
      Date: date.toUTCString(),
      ...ids,
      ...headers,
    },
    body: isText ? body : body === null ? "" : JSON.stringify(body),
  };
}

async function outcomeOf(
  request: IncomingMessage,
  { live, intercept, origin }: Surroundings,
  errorBody: (code: string, message: string) => object,
): Promise<InterceptedResponse> {
  const { method = "GET", url = "/", headers } = request;
  const [path = "/", query = ""] = splitOnce(url, "?");
  try {
    const intercepted = intercept?.({ method, path, query, headers });
    if (intercepted !== undefined) return intercepted;

    const body = await text(request);
    return respond(live, { method, path, query: new URLSearchParams(query), headers, body, origin });
  } catch (error) {
    if (error instanceof GraphFault) return { status: error.status, body: errorBody(error.code, error.message) };
    return { status: 500, body: errorBody("generalException", `The emulator failed: ${String(error)}`) };
  }
}

function splitOnce(whole: string, separator: string): readonly string[] {
  const at = whole.indexOf(separator);
  return at === -1 ? [whole] : [whole.slice(0, at), whole.slice(at + separator.length)];
}
