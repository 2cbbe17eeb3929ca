import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { isBatch, respondToBatch } from "../graph/batch.ts";
import type { Call, GraphResponse, Hook } from "../graph/graph-request.ts";
import { respond } from "../graph/graph-service.ts";
import type { LiveTenant } from "../graph/live-tenant.ts";
import { refusal, type Stamp } from "../graph/refusal.ts";
import { isLogQuery, respondToLogQuery } from "../logs/log-service.ts";

export type InterceptedResponse = {
  readonly status: number;
  /** Text is sent as it is, anything else as JSON. */
  readonly body: object | string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Answers a request, or an item of a `$batch`, in the emulator's place, or leaves it alone. `path` is still encoded, `query` without its `?`. */
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
  readonly hook: Hook;
  /** The most rows that the answer to a log query has. */
  readonly mostLogRows: number;
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

  const { status, body, headers } = await outcomeOf(request, surroundings, { date, ids });
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
  { live, intercept, origin, hook, mostLogRows }: Surroundings,
  stamp: Stamp,
): Promise<InterceptedResponse | GraphResponse> {
  const { method = "GET", url = "/", headers } = request;
  const [path = "/", query = ""] = splitOnce(url, "?");
  try {
    const intercepted = intercept?.({ method, path, query, headers });
    if (intercepted !== undefined) return intercepted;

    const body = await text(request);
    const asked = { method, path, query: new URLSearchParams(query), headers, body, origin };
    const call: Call = (called) => hook(called, served);
    const served: Call = (passed) => {
      const { method, path, query } = passed;
      const item = passed === asked ? undefined : intercept?.({ method, path, query: query.toString(), headers });
      if (item !== undefined) return item;
      if (isLogQuery(passed)) return respondToLogQuery(live, passed, mostLogRows);
      return isBatch(passed) ? respondToBatch(passed, call, stamp) : respond(live, passed);
    };
    return call(asked);
  } catch (error) {
    return refusal(error, stamp);
  }
}

function splitOnce(whole: string, separator: string): readonly string[] {
  const at = whole.indexOf(separator);
  return at === -1 ? [whole] : [whole.slice(0, at), whole.slice(at + separator.length)];
}
