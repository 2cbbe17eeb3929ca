import { GraphFault } from "../odata/graph-fault.ts";
import { auditResources } from "./audit-resources.ts";
import { callerOf, demand } from "./caller.ts";
import { changes } from "./changes.ts";
import { deltaResources } from "./delta-resource.ts";
import { directoryResources } from "./directory-resources.ts";
import { governanceResources } from "./governance-resources.ts";
import type { GraphRequest, GraphResponse } from "./graph-request.ts";
import { demandLicence } from "./licences.ts";
import type { LiveTenant } from "./live-tenant.ts";
import { match } from "./path-template.ts";
import { readDelta } from "./read-delta.ts";
import { countCollection, readCollection, readSingle } from "./read-resource.ts";
import { unknownSegment } from "./resource.ts";
import { reviewResources } from "./review-resources.ts";
import { roleResources } from "./role-resources.ts";

const resources = [
  ...directoryResources,
  ...governanceResources,
  ...roleResources,
  ...reviewResources,
  ...auditResources,
];

/** Answers one request the way Graph v1.0 would. Throws a GraphFault where Graph would refuse. */
export function respond(live: LiveTenant, request: GraphRequest): GraphResponse {
  const caller = callerOf(header(request, "authorization"));
  const segments = segmentsOf(request.path);
  const isCount = segments.at(-1) === "$count";
  const path = isCount ? segments.slice(0, -1) : segments;

  for (const resource of request.method === "GET" ? deltaResources : []) {
    if (match(resource.template, segments) === null) continue;
    demand(caller, resource.permissions);
    return readDelta(resource, live, request);
  }
  for (const resource of request.method === "GET" ? resources : []) {
    const ids = match(resource.template, path);
    if (ids === null || (isCount && resource.kind === "single")) continue;
    demand(caller, resource.permissions);
    const reading = live.read();
    demandLicence(resource.template, request.query, reading.tenant);
    if (resource.kind === "single") return readSingle(resource, ids, reading, request, caller);
    return isCount
      ? countCollection(resource, ids, reading, request, caller)
      : readCollection(resource, ids, reading, request, caller);
  }
  for (const change of changes) {
    const ids = change.method === request.method ? match(change.template, segments) : null;
    if (ids === null) continue;
    demand(caller, change.permissions);
    return change.perform(live, ids, request);
  }
  throw unserved(path);
}

function unserved(path: readonly string[]): GraphFault {
  const isKnown = [...deltaResources, ...resources, ...changes].some(({ template }) => match(template, path) !== null);
  if (!isKnown) return unknownSegment(path.at(-1) ?? "");
  return new GraphFault(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
}

/** The decoded steps of a path below `/v1.0`. */
function segmentsOf(path: string): readonly string[] {
  const [, version = "", ...segments] = path.split("/");
  if (version !== "v1.0") throw new GraphFault(400, "BadRequest", `Invalid version: ${version}`);
  try {
    return segments.map((segment) => decodeURIComponent(segment));
  } catch {
    throw new GraphFault(400, "BadRequest", "The request path is not properly percent-encoded.");
  }
}

function header({ headers }: GraphRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
