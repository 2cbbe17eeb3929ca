import type { Entity, EntityType } from "../odata/entity.ts";
import type { EntitySource } from "../odata/entity-list.ts";
import { badRequest, GraphFault } from "../odata/graph-fault.ts";
import type { Lookup, TenantIndex } from "../tenant/tenant-index.ts";

/** A tenant at a moment: which assignments are active depends on it. */
export type Reading = TenantIndex & {
  readonly now: Date;
  /** Collections that are computed rather than listed, by the template of their path. */
  readonly computed?: ReadonlyMap<string, ComputedCollection>;
};

export type ComputedCollection = (reading: Reading, ids: Ids) => EntitySource;

/** The values of a path's placeholders, in order. */
export type Ids = readonly string[];

/** What is in a collection, however the tenant has it. Throws where an object the path goes through is unknown. */
export function listOf({ template, list }: Collection, reading: Reading, ids: Ids): EntitySource {
  return (reading.computed?.get(template) ?? list)(reading, ids);
}

/** How many objects a page has, unasked and at most. */
export type PageSize = { readonly usual: number; readonly most: number };

/** Something that can be read, at the path its template names. */
export type Resource = {
  readonly template: string;
  readonly permissions: readonly string[];
  readonly type: EntityType;
} & (
  | {
      readonly kind: "collection";
      readonly pageSize: PageSize;
      /** Graph lists such a collection only under a filter that compares one of these properties. */
      readonly mustFilterBy?: readonly string[];
      /** A cast to one kind of object, which is an advanced query (https://learn.microsoft.com/graph/aad-advanced-queries). */
      readonly isCast?: boolean;
      /** Whether `$skip` is taken. */
      readonly skips?: boolean;
      /** Throws where an object the path goes through is unknown. */
      readonly list: (reading: Reading, ids: Ids) => Iterable<Entity>;
    }
  | { readonly kind: "single"; readonly find: (reading: Reading, ids: Ids) => Entity }
);

export type Collection = Extract<Resource, { readonly kind: "collection" }>;

/** https://learn.microsoft.com/graph/api/user-list and group-list. */
export const directoryPages: PageSize = { usual: 100, most: 999 };

/** Entitlement management documents no page sizes: a hundred is this emulator's assumption. */
export const governancePages: PageSize = { usual: 100, most: 100 };

/** The object with that id. Throws as Graph does where there is none. */
export function known<T>(objects: Lookup<T>, id: string | undefined, service: EntityType["service"]): T {
  const object = objects.get(id ?? "");
  if (object !== undefined) return object;
  if (service === "governance") {
    throw new GraphFault(404, "ResourceNotFound", `The resource '${id}' was not found.`);
  }
  throw new GraphFault(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

export function unknownSegment(segment: string): GraphFault {
  return badRequest(`Resource not found for the segment '${segment}'.`);
}
