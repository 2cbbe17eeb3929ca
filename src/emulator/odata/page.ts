import { createHash } from "node:crypto";
import type { Entity } from "./entity.ts";
import { eachOf, type EntityList, type EntitySource, isEntityList, narrowed } from "./entity-list.ts";
import { badRequest } from "./graph-fault.ts";
import { compareBy, type Query } from "./query.ts";

export type Page = {
  readonly entities: readonly Entity[];
  /** Where the next page begins; null on the last one. */
  readonly next: number | null;
};

/** Reads one page of what matches, taking no more from the source than it needs to know whether another follows. */
export function readPage(source: EntitySource, query: Query, start: number, size: number): Page {
  const list = exactListOf(source, query);
  if (list !== null && query.orderBy === null) return pageOf(list, start, size);

  const entities: Entity[] = [];
  let position = 0;
  for (const entity of matching(source, query)) {
    if (position >= start + size) return { entities, next: start + size };
    if (position >= start) entities.push(entity);
    position += 1;
  }
  return { entities, next: null };
}

export function countOf(source: EntitySource, query: Query): number {
  const list = exactListOf(source, query);
  if (list !== null) return list.length;

  let count = 0;
  for (const _ of matching(source, { ...query, orderBy: null })) count += 1;
  return count;
}

/** An opaque position that only fits the very request it was given for: neither path nor options can be swapped under it. */
export function skipTokenOf(request: string, start: number): string {
  const digest = createHash("sha256").update(request).digest("base64url").slice(0, 16);
  return Buffer.from(`${digest}${start}`).toString("base64url");
}

/** Where a token says a page begins. Throws on a token that is not for this request. */
export function startOf(token: string, request: string): number {
  const start = Number(Buffer.from(token, "base64url").toString().slice(16));
  if (token !== skipTokenOf(request, start)) throw badRequest("Skip token is not valid for this request.");
  return start;
}

/** The list of what matches, where the source knows it without looking. */
function exactListOf(source: EntitySource, { filter }: Query): EntityList | null {
  if (!isEntityList(source)) return null;
  const { list, isExact } = narrowed(source, filter);
  return isExact ? list : null;
}

function pageOf(list: EntityList, start: number, size: number): Page {
  const end = Math.min(start + size, list.length);
  const entities = Array.from({ length: Math.max(0, end - start) }, (_, nth) => list.at(start + nth));
  return { entities, next: end < list.length ? end : null };
}

function* matching(source: EntitySource, { filter, orderBy }: Query): Iterable<Entity> {
  const all = isEntityList(source) ? eachOf(narrowed(source, filter).list) : source;
  const ordered = orderBy === null ? all : [...all].sort((a, b) => compareBy(orderBy, a, b));
  for (const entity of ordered) if (filter === null || filter.matches(entity)) yield entity;
}
