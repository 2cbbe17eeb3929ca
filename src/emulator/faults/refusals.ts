import { GraphFault } from "../odata/graph-fault.ts";
import { tooManyRequests } from "../throttle/too-many-requests.ts";
import type { Effect } from "./effect.ts";
import type { Fault } from "./fault-plan.ts";

type RetryAfter = Extract<Fault, { readonly fault: "throttled" }>["retryAfter"];
type Unavailable = Extract<Fault, { readonly fault: "unavailable" }>["status"];

export function throttled(retryAfter: RetryAfter): Effect {
  return (_request, _next, { now, play }) => {
    play();
    throw tooManyRequests(retryAfterHeader(retryAfter, now));
  };
}

/** https://learn.microsoft.com/graph/errors */
export function unavailable(status: Unavailable): Effect {
  const errors = {
    500: ["generalException", "An unspecified error has occurred."],
    502: ["UnknownError", "Bad gateway."],
    503: ["serviceNotAvailable", "The service is not available. Try the request again."],
    504: ["UnknownError", "Gateway timeout."],
  } as const;
  const [code, message] = errors[status];
  return (_request, _next, { play }) => {
    play();
    throw new GraphFault(status, code, message);
  };
}

export const forbidden: Effect = (_request, _next, { play }) => {
  play();
  throw new GraphFault(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
};

function retryAfterHeader(retryAfter: RetryAfter, now: Date): Readonly<Record<string, string>> {
  if (retryAfter === "none") return {};
  if (retryAfter !== "date") return { "Retry-After": `${retryAfter}` };
  return { "Retry-After": new Date(now.getTime() + 1_000).toUTCString() };
}
