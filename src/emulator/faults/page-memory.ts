import type { GraphRequest, GraphResponse } from "../graph/graph-request.ts";
import { isRecord } from "../odata/entity.ts";
import { addressOf, addressOfLink } from "./addresses.ts";

/** A next link as it was given: with which request, when (milliseconds), and after which item. */
export type Issue = { readonly nth: number; readonly at: number; readonly lastItem: unknown };

/** A page of a collection in an answer. */
export type PageBody = Readonly<Record<string, unknown>> & { readonly value: readonly unknown[] };

/** Remembers every next link given, so that what is asked by it can be told from what came before. */
export class PageMemory {
  readonly #issues = new Map<string, Issue>();
  #requests = 0;

  get requests(): number {
    return this.#requests;
  }

  /** The link by which a request came, null where it came by none. */
  issueOf(request: GraphRequest): Issue | null {
    return this.#issues.get(addressOf(request)) ?? null;
  }

  remember({ body }: GraphResponse, at: number): void {
    this.#requests += 1;
    const page = pageIn(body);
    const link = page?.["@odata.nextLink"];
    if (page === null || typeof link !== "string") return;
    this.#issues.set(addressOfLink(link), { nth: this.#requests, at, lastItem: page.value.at(-1) });
  }
}

export function pageIn(body: GraphResponse["body"]): PageBody | null {
  if (!isRecord(body)) return null;
  const { value } = body;
  return Array.isArray(value) ? { ...body, value } : null;
}
