import type { Delivery } from "../http/delivery.ts";
import { cappedExpand } from "./capped-expand.ts";
import type { Effect } from "./effect.ts";
import type { Fault } from "./fault-plan.ts";
import { expiredPage, foreignLink, movedItem, repeatedItem, repeatedLink } from "./page-faults.ts";
import { forbidden, throttled, unavailable } from "./refusals.ts";

export function effectOf(fault: Fault): Effect {
  switch (fault.fault) {
    case "throttled":
      return throttled(fault.retryAfter);
    case "unavailable":
      return unavailable(fault.status);
    case "forbidden":
      return forbidden;
    case "reset":
      return delivered({ kind: "reset", at: fault.at });
    case "truncated":
      return delivered({ kind: "truncated" });
    case "slow":
      return delivered({ kind: "slow", milliseconds: fault.milliseconds });
    case "html":
      return html;
    case "expiredPage":
      return expiredPage(fault);
    case "repeatedItem":
      return repeatedItem;
    case "movedItem":
      return movedItem;
    case "foreignLink":
      return foreignLink(fault.origin);
    case "repeatedLink":
      return repeatedLink;
    case "cappedExpand":
      return cappedExpand(fault.children);
  }
}

/** What was asked is done, and only its answer suffers. */
function delivered(delivery: Delivery): Effect {
  return (request, next, { play }) => {
    const response = next(request);
    play(delivery);
    return response;
  };
}

const html: Effect = (_request, _next, { play }) => {
  play();
  const body = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the network.</body></html>";
  return { status: 200, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
};
