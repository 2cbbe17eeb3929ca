import { isAdvanced } from "../odata/advanced.ts";
import { badRequest, GraphFault, unsupportedQuery } from "../odata/graph-fault.ts";
import { countOf, readPage, skipTokenOf, startOf } from "../odata/page.ts";
import { mentions, parseQuery, parseShapeOfOne, type Query } from "../odata/query.ts";
import { shaped } from "../odata/shape.ts";
import { type Caller, demand } from "./caller.ts";
import type { GraphRequest, GraphResponse } from "./graph-request.ts";
import { permissions } from "./permissions.ts";
import { type Collection, type Ids, listOf, type Reading, type Resource } from "./resource.ts";

type Single = Extract<Resource, { readonly kind: "single" }>;

/** https://learn.microsoft.com/graph/throttling-limits: "maximum 500 users per page instead of the default 100". */
const mostWithSignIns = 500;

export function readSingle(
  resource: Single,
  ids: Ids,
  reading: Reading,
  { query, path, origin }: GraphRequest,
  caller: Caller,
): GraphResponse {
  const shape = parseShapeOfOne(query, resource.type);
  if (shape.select?.includes("signInActivity") === true) demand(caller, permissions.signInActivity);

  const body = shaped(resource.find(reading, ids), shape);
  const collection = resource.template.endsWith("/{id}") ? path.slice(0, path.lastIndexOf("/")) : path;
  return { status: 200, body: { "@odata.context": contextOf(origin, collection, shape.select, "/$entity"), ...body } };
}

export function readCollection(
  resource: Collection,
  ids: Ids,
  reading: Reading,
  request: GraphRequest,
  caller: Caller,
): GraphResponse {
  const query = parseQuery(request.query, resource.type);
  check(query, resource, request, caller);
  const options = optionsOf(request.query);
  const start = query.skipToken === null ? (query.skip ?? 0) : startOf(query.skipToken, `${request.path}?${options}`);
  const source = listOf(resource, reading, ids);
  const page = readPage(source, query, start, pageSizeOf(query, resource));

  const { origin, path } = request;
  const counted =
    query.count && query.skipToken === null && canCount(resource, request) && !expandsDirectory(query, resource);
  const link = page.next === null ? null : linkTo(origin, path, options, page.next);
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(origin, nameOf(resource, path), query.shape.select, ""),
      ...(counted ? { "@odata.count": countOf(listOf(resource, reading, ids), query) } : {}),
      ...(link === null ? {} : { "@odata.nextLink": link }),
      value: page.entities.map((entity) => shaped(entity, query.shape)),
    },
  };
}

/** What `/$count` answers: the number alone, as text. */
export function countCollection(
  resource: Collection,
  ids: Ids,
  reading: Reading,
  request: GraphRequest,
  caller: Caller,
): GraphResponse {
  if (!canCount(resource, request)) {
    throw new GraphFault(400, "Request_BadRequest", "$count is not currently supported.");
  }
  const query = { ...parseQuery(request.query, resource.type), count: true };
  check(query, resource, request, caller);
  return { status: 200, body: `${countOf(listOf(resource, reading, ids), query)}` };
}

/** Throws where the collection does not serve such a query, or not to this caller. */
function check(query: Query, resource: Collection, request: GraphRequest, caller: Caller): void {
  if ((resource.isCast === true || isAdvanced(resource.type, query)) && !(query.count && isEventual(request))) {
    throw unsupportedQuery(
      "Operator or sorting is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header.",
    );
  }
  if (query.skip !== null && resource.skips !== true) throw badRequest("The query parameter '$skip' is not supported.");
  checkFilter(query, resource);
  const withSignIns = mentions(query, "signInActivity");
  if (withSignIns) demand(caller, permissions.signInActivity);
  checkTop(
    query.top,
    withSignIns ? Math.min(mostWithSignIns, resource.pageSize.most) : resource.pageSize.most,
    resource,
  );
}

/** Some collections can only be read in parts. */
function checkFilter({ filter }: Query, { mustFilterBy }: Collection): void {
  if (mustFilterBy === undefined) return;
  const isPart = filter !== null && mustFilterBy.some((property) => filter.properties.has(property));
  if (isPart && filter.operators.size === 1 && filter.operators.has("eq")) return;
  throw badRequest(`The '$filter' query option with 'eq' is required on one of: ${mustFilterBy.join(", ")}.`);
}

/** "Returns a maximum of 100 objects", whatever `$top` says (https://developer.microsoft.com/graph/known-issues/?search=13635). */
function pageSizeOf(query: Query, resource: Collection): number {
  const size = query.top ?? resource.pageSize.usual;
  return expandsDirectory(query, resource) ? Math.min(size, 100) : size;
}

/** `$expand` is not supported in advanced queries, so neither is a count (https://learn.microsoft.com/graph/aad-advanced-queries). */
function expandsDirectory({ shape }: Query, { type }: Collection): boolean {
  return type.service === "directory" && shape.expand.length > 0;
}

function checkTop(top: number | null, most: number, { type }: Collection): void {
  if (top === null || (top >= 1 && top <= most)) return;
  const message = `Invalid page size specified: '${top}'. Must be between 1 and ${most} inclusive.`;
  throw type.service === "directory" ? unsupportedQuery(message) : badRequest(message);
}

/** Directory collections count only for those who accept that the count lags behind; a `$count=true` from others goes unheard. */
function canCount({ type }: Collection, request: GraphRequest): boolean {
  return type.service === "governance" || isEventual(request);
}

function isEventual({ headers }: GraphRequest): boolean {
  return String(headers["consistencylevel"] ?? "").toLowerCase() === "eventual";
}

/** The query options as a link carries them: all but the position. */
function optionsOf(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "$skiptoken")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}&`)
    .join("");
}

function linkTo(origin: string, path: string, options: string, start: number): string {
  return `${origin}${path}?${options}$skiptoken=${skipTokenOf(`${path}?${options}`, start)}`;
}

function nameOf({ type }: Collection, path: string): string {
  return type.name === "directoryObject" ? "/v1.0/directoryObjects" : path;
}

function contextOf(origin: string, path: string, select: readonly string[] | null, suffix: string): string {
  const columns = select === null ? "" : `(${select.join(",")})`;
  return `${origin}/v1.0/$metadata#${path.replace("/v1.0/", "")}${columns}${suffix}`;
}
