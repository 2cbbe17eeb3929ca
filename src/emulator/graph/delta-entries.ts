import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { DeltaResource, Tracked } from "./delta-resource.ts";

/** What is tracked of each object: some properties, and a relation unless null. */
export type Tracking = { readonly properties: readonly string[]; readonly relation: string | null };

export type DeltaEntry = Readonly<Record<string, unknown>> & { readonly id: string };

/** More related objects than this are split over several entries of the same id, far from each other. */
const mostRelated = 100;

/**
 * What differs between two moments, `before` null being before everything: new and changed objects, then those removed,
 * then what did not fit of the relations of the first.
 */
export function entriesBetween(
  before: TenantIndex | null,
  after: TenantIndex,
  resource: DeltaResource,
  tracking: Tracking,
): readonly DeltaEntry[] {
  const earlier = new Map(before === null ? [] : [...resource.tracked(before)].map((one) => [one.id, one]));
  const later = new Map([...resource.tracked(after)].map((one) => [one.id, one]));

  const changed = [...later.values()].map((one) => changesOf(one, earlier.get(one.id), tracking, [after, before]));
  return [
    ...changed.flatMap((entries) => entries.slice(0, 1)),
    ...removals(earlier, later, resource.deleted(after), before === null),
    ...changed.flatMap((entries) => entries.slice(1)),
  ];
}

/** `changed` is Graph's word for an object that can be restored, `deleted` for one that is gone. */
function removals(
  earlier: ReadonlyMap<string, Tracked>,
  later: ReadonlyMap<string, Tracked>,
  restorable: readonly { readonly id: string }[],
  isFirst: boolean,
): readonly DeltaEntry[] {
  const deleted = new Set(restorable.map(({ id }) => id));
  const gone = isFirst ? [...deleted] : [...earlier.keys()].filter((id) => !later.has(id));
  return gone.map((id) => ({ id, "@removed": { reason: deleted.has(id) ? "changed" : "deleted" } }));
}

/** No entry where nothing tracked has changed. A property never set is left out, one no longer set is null. */
function changesOf(
  now: Tracked,
  before: Tracked | undefined,
  { properties, relation }: Tracking,
  indexes: readonly (TenantIndex | null)[],
): readonly DeltaEntry[] {
  if (before?.values === now.values) return [];

  const related = relation === null ? [] : relatedChanges(now, before, indexes);
  const hasChanged = properties.some(
    (name) => JSON.stringify(now.values[name]) !== JSON.stringify(before?.values[name]),
  );
  if (before !== undefined && !hasChanged && related.length === 0) return [];

  const shown = properties.filter((name) => isSet(now.values[name]) || isSet(before?.values[name]));
  const values = Object.fromEntries(shown.map((name) => [name, now.values[name] ?? null]));
  if (relation === null || related.length === 0) return [{ ...values, id: now.id }];
  return chunksOf(related).map((chunk) => ({ ...values, id: now.id, [`${relation}@delta`]: chunk }));
}

function relatedChanges(
  now: Tracked,
  before: Tracked | undefined,
  indexes: readonly (TenantIndex | null)[],
): readonly object[] {
  const [is, was] = [new Set(now.related), new Set(before?.related)];
  return [
    ...is
      .difference(was)
      .values()
      .flatMap((id) => referenceTo(id, indexes)),
    ...was
      .difference(is)
      .values()
      .flatMap((id) => referenceTo(id, indexes))
      .map((reference) => ({ ...reference, "@removed": { reason: "deleted" } })),
  ];
}

/** Service principals are left out of groups' members, as they are where members are listed. */
function referenceTo(id: string, indexes: readonly (TenantIndex | null)[]): readonly object[] {
  const kind = indexes.map((index) => index?.directoryObjects.get(id)?.kind).find((found) => found !== undefined);
  return kind === undefined || kind === "servicePrincipal" ? [] : [{ "@odata.type": `#microsoft.graph.${kind}`, id }];
}

function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / mostRelated) }, (_, nth) =>
    items.slice(nth * mostRelated, (nth + 1) * mostRelated),
  );
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
