import { Client, type Middleware, ResponseType } from "@microsoft/microsoft-graph-client";
import { ScanError } from "../scan-error.ts";
import { type Answer, type Call, send } from "./send.ts";
import type { TokenSource } from "./token.ts";

export type TransportRequest = Omit<Call, "body"> & { readonly body?: unknown };

/** One attempt at one call: answers with whatever status Graph gave; throws only where no whole answer came. */
export type Transport = (request: TransportRequest) => Promise<Answer>;

/**
 * The Microsoft Graph client, driven so that the address we ask is the address that is asked. The library composes
 * addresses itself: it strips `https://` inside them, does not parse plain http and drops headers on later pages.
 * So each request carries its exact address and bearer as an option; our own step sets them, sends, and leaves the answer
 * there. Both are settled before the library is called, because it wraps what is thrown inside it into an error that hides
 * the cause.
 */
export function graphTransport(origin: string, token: TokenSource): Transport {
  const client = Client.initWithMiddleware({ middleware, baseUrl: `${origin}/` });

  return async ({ body, ...exact }) => {
    const call = new ExactCall(exact, await bearerFor(exact.url, origin, token));
    const request = client.api("/").option(exactCall, call).responseType(ResponseType.RAW);
    await sendBy(exact.method, request, body);
    if (call.answer !== null) return call.answer;
    throw new TypeError(`the Graph client did not send ${exact.method} ${exact.url}`);
  };
}

/** The bearer for an address of the configured origin; refuses any other. */
function bearerFor(url: string, origin: string, token: TokenSource): Promise<string> {
  if (url.startsWith(`${origin}/`)) return token();
  throw new ScanError("graph/unsafe-origin", `the bearer token is not sent to ${new URL(url).origin}`);
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

/** The option under which a request carries its call. */
const exactCall = "exactCall";

class ExactCall {
  readonly exact: Omit<Call, "body">;
  readonly bearer: string;
  answer: Answer | null = null;

  constructor(exact: Omit<Call, "body">, bearer: string) {
    this.exact = exact;
    this.bearer = bearer;
  }
}

const middleware: Middleware = {
  execute: async ({ options = {} }) => {
    const { [exactCall]: call, body }: { [exactCall]?: unknown; body?: unknown } = options;
    if (!(call instanceof ExactCall)) throw new TypeError("the Graph client lost the address of a call");
    const { exact, bearer } = call;
    const headers = {
      ...exact.headers,
      ...(typeof body === "string" ? jsonBody : {}),
      authorization: `Bearer ${bearer}`,
    };
    call.answer = await send({ ...exact, headers, body: typeof body === "string" ? body : null });
  },
};

const jsonBody = { "content-type": "application/json" } as const;
