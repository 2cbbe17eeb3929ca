import { createHash } from "node:crypto";
import type { Entity } from "./entity.ts";
import { badRequest } from "./graph-fault.ts";
import { compareBy, type Query } from "./query.ts";

export type Page = {
  readonly entities: readonly Entity[];
  /** Where the next page begins; null on the last one. */
  readonly next: number | null;
};

/** Reads one page of what matches, taking no more from the source than it needs to know whether another follows. */
export function readPage(source: Iterable<Entity>, query: Query, start: number, size: number): Page {
  const entities: Entity[] = [];
  let position = 0;
  for (const entity of matching(source, query)) {
    if (position >= start + size) return { entities, next: start + size };
    if (position >= start) entities.push(entity);
    position += 1;
  }
  return { entities, next: null };
}

export function countOf(source: Iterable<Entity>, { filter }: Query): number {
  let count = 0;
  for (const entity of source) if (filter === null || filter.matches(entity)) count += 1;
  return count;
}

/** An opaque position that only fits the very request it was given for: neither path nor options can be swapped under it. */
export function skipTokenOf(request: string, start: number): string {
  const digest = createHash("sha256").update(request).digest("base64url").slice(0, 16);
  return Buffer.from(`${digest}${start}`).toString("base64url");
}

/** Where a page begins. Throws on a token that is not for this request. */
export function startOf(token: string | null, request: string): number {
  if (token === null) return 0;

  const start = Number(Buffer.from(token, "base64url").toString().slice(16));
  if (token !== skipTokenOf(request, start)) throw badRequest("Skip token is not valid for this request.");
  return start;
}

function* matching(source: Iterable<Entity>, { filter, orderBy }: Query): Iterable<Entity> {
  const ordered = orderBy === null ? source : [...source].sort((a, b) => compareBy(orderBy, a, b));
  for (const entity of ordered) if (filter === null || filter.matches(entity)) yield entity;
}
