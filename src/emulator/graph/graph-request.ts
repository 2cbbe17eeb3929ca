/** A request without its socket. */
export type GraphRequest = {
  readonly method: string;
  /** Still percent-encoded, from `/v1.0` on. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Where the server listens: links in answers lead there. */
  readonly origin: string;
};

/** An answer without the headers that every answer has; `body` is JSON, text, or null for none. */
export type GraphResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object | string | null;
};

/** Answers a request, or throws a GraphFault where it refuses. */
export type Call = (request: GraphRequest) => GraphResponse;

/**
 * Stands between the wire and the tenant, for each request and for each item of a `$batch`: answers in the tenant's place,
 * refuses, passes the request on, or changes what comes back.
 */
export type Hook = (request: GraphRequest, next: Call) => GraphResponse;
