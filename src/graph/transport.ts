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
 * So each request carries its exact address as a middleware option, and our own step sets it.
 */
export function graphTransport(origin: string, token: TokenSource): Transport {
  const client = Client.initWithMiddleware({ middleware: chain(origin, token), baseUrl: `${origin}/` });

  return async ({ method, url, headers, body, timeout }) => {
    const request = client
      .api("/")
      .middlewareOptions([new ExactAddress(url)])
      .headers(headers)
      .option("redirect", "error")
      .option("signal", AbortSignal.timeout(timeout))
      .responseType(ResponseType.RAW);
    const response: unknown = await sendBy(method, request, body);
    if (response instanceof Response) return response;
    throw new TypeError(`the Graph client gave no response for ${method} ${url}`);
  };
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

class ExactAddress implements MiddlewareOptions {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}

function chain(origin: string, token: TokenSource): Middleware {
  const send = new HTTPMessageHandler();
  const authenticate = step(async (context) => {
    await authorize(context, origin, await token());
    return send.execute(context);
  });
  return step((context) => {
    const address = exactAddress(context);
    if (address !== undefined) context.request = address.url;
    return authenticate.execute(context);
  });
}

function step(execute: (context: Context) => Promise<void>): Middleware {
  return { execute };
}

function exactAddress(context: Context): ExactAddress | undefined {
  const option: unknown = context.middlewareControl?.getMiddlewareOptions(ExactAddress);
  return option instanceof ExactAddress ? option : undefined;
}

/** Sets the bearer, and refuses to where the address is not of the configured origin. */
async function authorize(context: Context, origin: string, bearer: string): Promise<void> {
  const address = typeof context.request === "string" ? context.request : context.request.url;
  if (new URL(address).origin !== origin) {
    throw new ScanError("graph/unsafe-origin", `the bearer token is not sent to ${new URL(address).origin}`);
  }
  const headers = new Headers(context.options?.headers);
  headers.set("authorization", `Bearer ${bearer}`);
  context.options = { ...context.options, headers };
}
