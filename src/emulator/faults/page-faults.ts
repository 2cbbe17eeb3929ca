import { GraphFault } from "../odata/graph-fault.ts";
import { addressOf, addressOfLink } from "./addresses.ts";
import type { Effect } from "./effect.ts";
import { type PageBody, pageIn } from "./page-memory.ts";
import type { Fault } from "./fault-plan.ts";

type ExpiredPage = Extract<Fault, { readonly fault: "expiredPage" }>;

export function expiredPage({ status, afterRequests, afterMilliseconds }: ExpiredPage): Effect {
  return (request, next, { now, pages, play }) => {
    const issue = pages.issueOf(request);
    const isOld =
      issue !== null &&
      (pages.requests - issue.nth >= (afterRequests ?? Number.POSITIVE_INFINITY) ||
        now.getTime() - issue.at >= (afterMilliseconds ?? Number.POSITIVE_INFINITY));
    if (!isOld) return next(request);
    play();
    throw new GraphFault(
      status,
      "Directory_ExpiredPageToken",
      "The specified page token value has expired and can no longer be included in your request.",
    );
  };
}

export const repeatedItem: Effect = (request, next, { pages, play }) => {
  const issue = pages.issueOf(request);
  return changed(next(request), (page) => {
    if (issue === null) return null;
    play();
    return { ...page, value: [issue.lastItem, ...page.value] };
  });
};

export const movedItem: Effect = (request, next, { pages, play }) => {
  const issue = pages.issueOf(request);
  return changed(next(request), (page) => {
    if (issue === null || page.value.length === 0) return null;
    play();
    return { ...page, value: page.value.slice(1) };
  });
};

export function foreignLink(origin: string): Effect {
  return (request, next, { play }) =>
    changed(next(request), (page) => {
      const link = page["@odata.nextLink"];
      if (typeof link !== "string") return null;
      play();
      return { ...page, "@odata.nextLink": new URL(addressOfLink(link), origin).href };
    });
}

export const repeatedLink: Effect = (request, next, { play }) =>
  changed(next(request), (page) => {
    if (typeof page["@odata.nextLink"] !== "string") return null;
    play();
    return { ...page, "@odata.nextLink": `${request.origin}${addressOf(request)}` };
  });

type Answered = ReturnType<Parameters<Effect>[1]>;

/** The answer with its page changed; the answer as it was where it has no page, or the change is null. */
function changed(response: Answered, change: (page: PageBody) => PageBody | null): Answered {
  const page = response.status === 200 ? pageIn(response.body) : null;
  const instead = page === null ? null : change(page);
  return instead === null ? response : { ...response, body: instead };
}
