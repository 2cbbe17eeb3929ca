import { createHash } from "node:crypto";
import type { GraphRequest } from "../graph/graph-request.ts";

/** A request's address without its origin, the same however it is encoded. */
export function addressOf({ path, query }: Pick<GraphRequest, "path" | "query">): string {
  return `${path}?${query.toString()}`;
}

/** The address a link leads to. */
export function addressOfLink(link: string): string {
  const { pathname, searchParams } = new URL(link);
  return addressOf({ path: pathname, query: searchParams });
}

/** What tells one request from another, and a request tried again from a new one. */
export function identityOf(request: GraphRequest): string {
  const body = request.body === "" ? "" : createHash("sha256").update(request.body).digest("base64url");
  return `${request.method} ${addressOf(request)} ${body}`;
}
