import {
  Client,
  type Context,
  type Middleware,
  type MiddlewareOptions,
  ResponseType,
} from "@microsoft/microsoft-graph-client";
import { ScanError } from "../scan-error.ts";
import { type Answer, type Call, send } from "./send.ts";
import type { TokenSource } from "./token.ts";

export type TransportRequest = Omit<Call, "body"> & { readonly body?: unknown };

/** One attempt at one call: answers with whatever status Graph gave; throws only where no whole answer came. */
export type Transport = (request: TransportRequest) => Promise<Answer>;

/**
 * The Microsoft Graph client, driven so that the address we ask is the address that is asked. The library composes
 * addresses itself: it strips `https://` inside them, does not parse plain http and drops headers on later pages.
 * So each request carries its exact address and bearer as a middleware option; our own step sets them, sends, and leaves the
 * answer there. Both are settled before the library is called, because it wraps what is thrown inside it into an error that
 * hides the cause.
 */
export function graphTransport(origin: string, token: TokenSource): Transport {
  const client = Client.initWithMiddleware({ middleware, baseUrl: `${origin}/` });

  return async ({ method, url, headers, body, timeout }) => {
    const call = new ExactCall({ method, url, timeout }, await bearerFor(url, origin, token));
    const request = client.api("/").middlewareOptions([call]).headers(headers).responseType(ResponseType.RAW);
    await sendBy(method, request, body);
    if (call.answer !== null) return call.answer;
    throw new TypeError(`the Graph client did not send ${method} ${url}`);
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
  readonly exact: Pick<Call, "method" | "url" | "timeout">;
  readonly bearer: string;
  answer: Answer | null = null;

  constructor(exact: Pick<Call, "method" | "url" | "timeout">, bearer: string) {
    this.exact = exact;
    this.bearer = bearer;
  }
}

const middleware: Middleware = {
  execute: async ({ middlewareControl, options = {} }) => {
    const call = exactCall(middlewareControl);
    const headers = { ...Object.fromEntries(new Headers(options.headers)), authorization: `Bearer ${call.bearer}` };
    const body = typeof options.body === "string" ? options.body : null;
    call.answer = await send({ ...call.exact, headers, body });
  },
};

function exactCall(control: Context["middlewareControl"]): ExactCall {
  const option: unknown = control?.getMiddlewareOptions(ExactCall);
  if (option instanceof ExactCall) return option;
  throw new TypeError("the Graph client lost the address of a call");
}
