import { isRecord } from "../odata/entity.ts";
import { badRequest } from "../odata/graph-fault.ts";
import type { GraphRequest, GraphResponse } from "./graph-request.ts";
import type { LiveTenant } from "./live-tenant.ts";
import type { Ids } from "./resource.ts";

/** A way to change the tenant. */
export type GraphChange = {
  readonly method: "POST" | "DELETE";
  readonly template: string;
  readonly permissions: readonly string[];
  readonly perform: (live: LiveTenant, ids: Ids, request: GraphRequest) => GraphResponse;
};

export const noContent: GraphResponse = { status: 204, body: null };

/** The JSON object in a request's body. Throws where there is none. */
export function bodyOf({ body, headers }: GraphRequest): Readonly<Record<string, unknown>> {
  if (!String(headers["content-type"] ?? "").startsWith("application/json")) {
    throw badRequest("A valid Content-Type header must be provided: application/json.");
  }
  const parsed = parsedJson(body);
  if (!isRecord(parsed)) throw badRequest("Unable to read JSON request payload. It must be a JSON object.");
  return parsed;
}

/** The text at a path into a body. Throws where there is none. */
export function textAt(body: Readonly<Record<string, unknown>>, ...path: readonly string[]): string {
  const value = path.reduce<unknown>((inner, step) => (isRecord(inner) ? inner[step] : undefined), body);
  if (typeof value !== "string" || value === "")
    throw badRequest(`The request body must have a text at '${path.join("/")}'.`);
  return value;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
