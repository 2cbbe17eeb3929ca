import {
  Client,
  type Context,
  HTTPMessageHandler,
  type Middleware,
  type MiddlewareOptions,
  ResponseType,
} from "@microsoft/microsoft-graph-client";
import { ScanError } from "../scan-error.ts";
import type { TokenSource } from "./token.ts";

export type TransportRequest = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Milliseconds after which the attempt is given up. */
  readonly timeout: number;
};

/** One attempt at one call: answers with whatever status Graph gave; throws only where no answer came. */
export type Transport = (request: TransportRequest) => Promise<Response>;

/**
 * The Microsoft Graph client, driven so that the address we ask is the address that is asked. The library composes
 * addresses itself: it strips `https://` inside them, does not parse plain http and drops headers on later pages.
 * So each request carries its exact address and bearer as a middleware option, and our own step sets them. Both are settled
 * before the library is called, because it wraps what is thrown inside it into an error that hides the cause.
 */
export function graphTransport(origin: string, token: TokenSource): Transport {
  const client = Client.initWithMiddleware({ middleware: chain(), baseUrl: `${origin}/` });

  return async ({ method, url, headers, body, timeout }) => {
    const request = client
      .api("/")
      .middlewareOptions([new ExactCall(url, await bearerFor(url, origin, token))])
      .headers(headers)
      .option("redirect", "error")
      .option("signal", AbortSignal.timeout(timeout))
      .responseType(ResponseType.RAW);
    const response: unknown = await sendBy(method, request, body);
    if (response instanceof Response) return response;
    throw new TypeError(`the Graph client gave no response for ${method} ${url}`);
  };
}

/** The bearer for an address of the configured origin; refuses any other. */
async function bearerFor(url: string, origin: string, token: TokenSource): Promise<string> {
  const target = new URL(url).origin;
  if (target === origin) return token();
  throw new ScanError("graph/unsafe-origin", `the bearer token is not sent to ${target}`);
}

type GraphRequest = ReturnType<Client["api"]>;

function sendBy(method: TransportRequest["method"], request: GraphRequest, body: unknown): Promise<unknown> {
  switch (method) {
    case "GET":
      return request.get();
    case "POST":
      return request.post(body);
    case "DELETE":
      return request.delete();
  }
}

class ExactCall implements MiddlewareOptions {
  readonly url: string;
  readonly bearer: string;

  constructor(url: string, bearer: string) {
    this.url = url;
    this.bearer = bearer;
  }
}

function chain(): Middleware {
  const send = new HTTPMessageHandler();
  return {
    execute: (context) => {
      const { url, bearer } = exactCall(context);
      const headers = new Headers(context.options?.headers);
      headers.set("authorization", `Bearer ${bearer}`);
      context.request = url;
      context.options = { ...context.options, headers };
      return send.execute(context);
    },
  };
}

function exactCall({ middlewareControl }: Context): ExactCall {
  const option: unknown = middlewareControl?.getMiddlewareOptions(ExactCall);
  if (option instanceof ExactCall) return option;
  throw new TypeError("the Graph client lost the address of a call");
}
