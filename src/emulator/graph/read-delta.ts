import { badRequest, GraphFault } from "../odata/graph-fault.ts";
import { parseFilter } from "../odata/filter.ts";
import { parseShape } from "../odata/shape.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import { type DeltaEntry, entriesBetween, type Tracking } from "./delta-entries.ts";
import type { DeltaResource } from "./delta-resource.ts";
import { type DeltaToken, opened, sealed } from "./delta-token.ts";
import type { GraphRequest, GraphResponse } from "./graph-request.ts";
import type { LiveTenant } from "./live-tenant.ts";
import { directoryPages } from "./resource.ts";

/** One page of a round of change tracking. A round shows the tenant as it was when the round began. */
export function readDelta(resource: DeltaResource, live: LiveTenant, request: GraphRequest): GraphResponse {
  const token = tokenFor(request, live);
  const [after, before] = [
    recalled(token.to, live, request),
    token.from === null ? null : recalled(token.from, live, request),
  ];
  const options = new URLSearchParams(token.options);
  const matches = matcherOf(options.get("$filter"), resource);
  const tracking = trackingOf(options.get("$select"), resource);
  const entries = token.from === token.to ? [] : entriesBetween(before, after, resource, tracking).filter(matches);

  const { usual: size } = directoryPages;
  const next = token.start + size;
  const link =
    next < entries.length
      ? { "@odata.nextLink": linkTo("$skiptoken", request, { ...token, start: next }) }
      : { "@odata.deltaLink": linkTo("$deltatoken", request, { ...token, start: 0 }) };
  return {
    status: 200,
    body: { "@odata.context": contextOf(request, options), ...link, value: entries.slice(token.start, next) },
  };
}

/** Reads where the request goes on, or begins. The options of the first request are in its tokens and must not be repeated. */
function tokenFor(request: GraphRequest, live: LiveTenant): DeltaToken {
  const { query, path } = request;
  const refused = [...query.keys()].find((name) => !allowed.has(name));
  if (refused !== undefined) throw badRequest(`The query parameter '${refused}' is not supported by delta query.`);

  const [skipToken, deltaToken] = [query.get("$skiptoken"), query.get("$deltatoken")];
  if (skipToken === null && (deltaToken === null || deltaToken === "" || deltaToken === "latest")) {
    const to = live.bookmark();
    const options = new URLSearchParams([...query].filter(([name]) => name !== "$deltatoken"));
    return { from: deltaToken === "latest" ? to : null, to, start: 0, options: options.toString() };
  }
  if (query.size > 1)
    throw badRequest("The query options of the first request are part of the token: do not repeat them.");
  const token = opened(path, skipToken ?? deltaToken ?? "");
  if (token === null) throw resyncRequired(request);
  return skipToken === null ? { ...token, from: token.to, to: live.bookmark() } : token;
}

const allowed = new Set(["$select", "$filter", "$skiptoken", "$deltatoken"]);

function recalled(bookmark: string, live: LiveTenant, request: GraphRequest): TenantIndex {
  const index = live.recall(bookmark);
  if (index === null) throw resyncRequired(request);
  return index;
}

/** https://learn.microsoft.com/graph/delta-query-overview, "synchronization reset". */
function resyncRequired({ origin, path }: GraphRequest): GraphFault {
  const message = "The sync state generation is not found; initiate a full synchronization.";
  return new GraphFault(410, "syncStateNotFound", message, {
    headers: { Location: `${origin}${path}?$deltatoken=` },
  });
}

/** Throws on a property that Graph keeps outside of its main store and so cannot track. */
function trackingOf(select: string | null, { type, relation }: DeltaResource): Tracking {
  if (select === null) {
    const properties = Object.keys(type.properties).filter((name) => !type.onSelect.includes(name));
    return { properties, relation: relation?.isUnasked === true ? relation.name : null };
  }
  const names = select.split(",").map((name) => name.trim());
  const properties = names.filter((name) => name !== relation?.name);
  if (properties.includes("signInActivity")) {
    throw new GraphFault(501, "NotImplemented", "Changes of the property 'signInActivity' are not tracked.");
  }
  if (properties.length > 0) parseShape(properties.join(","), null, type);
  return { properties, relation: names.length > properties.length ? (relation?.name ?? null) : null };
}

/** A delta query can be confined to some objects by their ids, and by nothing else. */
function matcherOf(filter: string | null, { type }: DeltaResource): (entry: DeltaEntry) => boolean {
  if (filter === null) return () => true;

  const { matches, operators, properties } = parseFilter(filter, type);
  if (operators.difference(new Set(["eq"])).size > 0 || properties.difference(new Set(["id"])).size > 0) {
    throw badRequest("Delta query filters by 'id eq' only.");
  }
  return (values) => matches({ type, annotation: null, values, links: {} });
}

function linkTo(name: "$skiptoken" | "$deltatoken", { origin, path }: GraphRequest, token: DeltaToken): string {
  return `${origin}${path}?${name}=${sealed(path, token)}`;
}

function contextOf({ origin, path }: GraphRequest, options: URLSearchParams): string {
  const select = options.get("$select");
  const collection = path.replace("/v1.0/", "").replace(/\/delta$/u, "");
  return `${origin}/v1.0/$metadata#${collection}${select === null ? "" : `(${select})`}`;
}
