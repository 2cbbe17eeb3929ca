import type { Entity, EntityType } from "./entity.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { badRequest } from "./graph-fault.ts";
import { type PropertyPath, readPath } from "./property-path.ts";
import { parseShape, type Shape } from "./shape.ts";
import { TokenReader } from "./tokens.ts";

export type Query = {
  readonly shape: Shape;
  readonly filter: Filter | null;
  readonly orderBy: { readonly path: PropertyPath; readonly descending: boolean } | null;
  readonly top: number | null;
  readonly count: boolean;
  /** How many to leave out at the beginning; null where not said. */
  readonly skip: number | null;
  /** The opaque position that a nextLink carries. */
  readonly skipToken: string | null;
};

const ofOne = ["$select", "$expand"];
const ofMany = [...ofOne, "$filter", "$orderby", "$top", "$skip", "$count", "$skiptoken"];

/** Reads the query options of a collection. Throws on one that Graph does not know there. */
export function parseQuery(params: URLSearchParams, type: EntityType): Query {
  refuseOthers(params, ofMany);
  const filter = params.get("$filter");
  const count = params.get("$count") ?? "false";
  if (count !== "true" && count !== "false") throw badRequest(`Invalid value '${count}' for $count.`);

  return {
    shape: shapeOf(params, type),
    filter: filter === null ? null : parseFilter(filter, type),
    orderBy: orderOf(params.get("$orderby"), type),
    top: wholeNumberIn(params, "$top"),
    skip: wholeNumberIn(params, "$skip"),
    count: count === "true",
    skipToken: params.get("$skiptoken"),
  };
}

/** Reads the query options of a single object: it can be shaped, and nothing else. */
export function parseShapeOfOne(params: URLSearchParams, type: EntityType): Shape {
  refuseOthers(params, ofOne);
  return shapeOf(params, type);
}

/** Whether the query names a property anywhere at its top level. */
export function mentions({ shape, filter, orderBy }: Query, property: string): boolean {
  return (
    (shape.select ?? []).includes(property) ||
    filter?.properties.has(property) === true ||
    orderBy?.path.segments[0] === property
  );
}

/** Negative when `a` comes first; missing values come before all others. */
export function compareBy({ path, descending }: NonNullable<Query["orderBy"]>, a: Entity, b: Entity): number {
  const [left, right] = [sortKeyOf(a, path), sortKeyOf(b, path)];
  if (left === right) return 0;
  return left < right === descending ? 1 : -1;
}

function refuseOthers(params: URLSearchParams, known: readonly string[]): void {
  const names = [...params.keys()];
  for (const [nth, name] of names.entries()) {
    if (!known.includes(name)) throw badRequest(`The query parameter '${name}' is not supported.`);
    if (names.indexOf(name) !== nth) throw badRequest(`Query option '${name}' was specified more than once.`);
  }
}

function shapeOf(params: URLSearchParams, type: EntityType): Shape {
  return parseShape(params.get("$select"), params.get("$expand"), type);
}

function wholeNumberIn(params: URLSearchParams, option: "$top" | "$skip"): number | null {
  const text = params.get(option);
  if (text === null) return null;
  if (!/^\d+$/u.test(text)) throw badRequest(`Invalid value '${text}' for ${option}: it is not a whole number.`);
  return Number(text);
}

function orderOf(text: string | null, type: EntityType): Query["orderBy"] {
  if (text === null) return null;

  const reader = new TokenReader(text);
  const path = readPath(reader, type);
  if (typeof path.kind !== "string" || path.kind === "opaque") {
    throw badRequest(`Sorting by '${path.segments.join("/")}' is not supported.`);
  }
  const descending = reader.takes("desc");
  if (!descending) reader.takes("asc");
  if (!reader.isDone) throw reader.error("sorting by one property is all that is supported");
  return { path, descending };
}

function sortKeyOf(entity: Entity, { valueIn, ignoresCase }: PropertyPath): string {
  const value = valueIn(entity);
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return ignoresCase ? text.toLowerCase() : text;
}
