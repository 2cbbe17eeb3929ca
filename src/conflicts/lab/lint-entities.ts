import { entityKey, spellingsIn } from "../by-entity.ts";
import type { HeldBy, Pack, PackConflict } from "../packs.ts";
import type { Complaint } from "./lint.ts";

/** What looks wrong with the legal entities that the entries of a pack name, bindings from elsewhere included. */
export function lintEntities(pack: Pack): readonly Complaint[] {
  const named = pack.duties.flatMap(({ id, heldBy }) => heldBy.flatMap((one) => namedBy(id, one)));
  const ofConflicts = pack.conflicts.filter(({ sameEntity }) => sameEntity);
  const told = new Set(ofConflicts.flatMap(({ duties }) => duties));
  const spellings = spellingsIn(pack.duties);
  return [
    ...named.flatMap(({ key, entity, at }) => {
      const usual = spellings.get(key);
      return usual === entity
        ? []
        : [warning(at, `"${entity}" is spelled "${usual}" elsewhere; it is the same entity`)];
    }),
    ...named
      .filter(({ duty }) => !told.has(duty))
      .map(({ at, duty, entity }) =>
        warning(at, `no conflict over ${duty} says \`sameEntity\`: "${entity}" changes nothing`),
      ),
    ...ofConflicts.flatMap((conflict) => missingSides(conflict, named)),
  ];
}

type Named = { readonly duty: string; readonly key: string; readonly entity: string; readonly at: string };

function namedBy(duty: string, { selector: { entity }, at }: HeldBy): readonly Named[] {
  return entity === undefined ? [] : [{ duty, key: entityKey(entity), entity, at }];
}

/** An entity that one side names, and another side, which names entities, does not: misspelled, or forgotten. */
function missingSides({ id, sides }: PackConflict, named: readonly Named[]): readonly Complaint[] {
  const bySide = sides.map((side) => named.filter(({ duty }) => side.includes(duty)));
  const first = bySide.flat().filter(({ key }, index, all) => all.findIndex((one) => one.key === key) === index);
  return first.flatMap(({ key, entity, at }) =>
    sides
      .filter((_, index) => isMissing(key, bySide[index] ?? []))
      .map((side) =>
        warning(at, `${id}: no entry of ${side.join(" or ")} is for "${entity}", and others are for other entities`),
      ),
  );
}

function isMissing(key: string, side: readonly Named[]): boolean {
  return side.length > 0 && side.every((one) => one.key !== key);
}

function warning(at: string, message: string): Complaint {
  return { at, level: "warning", message };
}
