import { GraphFault } from "../odata/graph-fault.ts";

/** Graph's refusal of a caller who asks too much (https://learn.microsoft.com/graph/throttling#sample-response). */
export function tooManyRequests(headers: Readonly<Record<string, string>>): GraphFault {
  const innerError = { code: "429", message: "Please retry after", status: "429" };
  return new GraphFault(429, "TooManyRequests", "Please retry again later.", { headers, innerError });
}
