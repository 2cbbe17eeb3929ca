import type { HeldBy, Pack, PackConflict, PackDuty } from "./packs.ts";

/** The same for every spelling of a legal entity. */
export function entityKey(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

type Entity = { readonly key: string; readonly name: string };

/**
 * The pack with ordinary conflicts only. In place of one that is about the same legal entity stand `conflict@entity` for every
 * entity that the entries of its duties name, over duties `duty@entity`: held by the entries for that entity and by those for
 * all. Where no entry names an entity it stays as it is. No id in a pack has an "@".
 */
export function byEntity(pack: Pack): Pack {
  const names = spellingsIn(pack.duties);
  const entries = new Map(
    pack.duties.map((duty) => [duty.id, { duty, byKey: Map.groupBy(duty.heldBy, keyOf) }] as const),
  );
  const duties = new Map(pack.duties.map((duty) => [duty.id, duty]));
  const conflicts = pack.conflicts.flatMap((conflict): readonly PackConflict[] => {
    const keys = conflict.sameEntity ? conflict.duties.flatMap((id) => [...(entries.get(id)?.byKey.keys() ?? [])]) : [];
    const entities = [...new Set(keys)].flatMap((key) => (key === null ? [] : { key, name: names.get(key) ?? key }));
    if (entities.length === 0) return [conflict];
    return entities
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((entity) => {
        for (const id of conflict.duties) {
          const { duty, byKey } = entries.get(id) ?? {};
          if (duty === undefined) continue;
          const heldBy = [...(byKey?.get(null) ?? []), ...(byKey?.get(entity.key) ?? [])];
          duties.set(within(id, entity), { ...duty, ...labelled(duty, entity), heldBy });
        }
        return conflictWithin(conflict, entity);
      });
  });
  return { ...pack, duties: [...duties.values()], conflicts };
}

/** Null for every entity. */
function keyOf({ selector: { entity } }: HeldBy): string | null {
  return entity === undefined ? null : entityKey(entity);
}

/** How the entities of a pack are spelled; of several spellings the first in the order of characters, wherever it stands. */
export function spellingsIn(duties: readonly PackDuty[]): ReadonlyMap<string, string> {
  const spellings = new Map<string, string>();
  for (const { selector } of duties.flatMap(({ heldBy }) => heldBy)) {
    if (selector.entity === undefined) continue;
    const key = entityKey(selector.entity);
    const other = spellings.get(key);
    if (other === undefined || selector.entity < other) spellings.set(key, selector.entity);
  }
  return spellings;
}

function conflictWithin(conflict: PackConflict, entity: Entity): PackConflict {
  return {
    ...conflict,
    ...labelled(conflict, entity),
    sameEntity: false,
    duties: conflict.duties.map((id) => within(id, entity)),
    sides: conflict.sides.map((side) => side.map((id) => within(id, entity))),
    revoke: conflict.revoke === null ? null : within(conflict.revoke, entity),
    minimumHolders: Object.fromEntries(
      Object.entries(conflict.minimumHolders).map(([id, minimum]) => [within(id, entity), minimum]),
    ),
  };
}

function labelled({ id, title }: { readonly id: string; readonly title: string }, entity: Entity) {
  return { id: within(id, entity), title: `${title} (${entity.name})` };
}

function within(id: string, { name }: Entity): string {
  return `${id}@${name}`;
}
