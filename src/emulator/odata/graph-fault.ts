/** What a refusal carries besides its words: headers, and more inside `innerError`. */
export type FaultDetail = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly innerError?: Readonly<Record<string, string>>;
};

/** A refusal as Graph words it: an HTTP status, an error code and a message. */
export class GraphFault extends Error {
  override readonly name = "GraphFault";
  readonly status: number;
  readonly code: string;
  readonly detail: FaultDetail;

  constructor(status: number, code: string, message: string, detail: FaultDetail = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

export function badRequest(message: string): GraphFault {
  return new GraphFault(400, "BadRequest", message);
}

/** What directory collections answer to a query they know but do not serve. */
export function unsupportedQuery(message: string): GraphFault {
  return new GraphFault(400, "Request_UnsupportedQuery", message);
}
