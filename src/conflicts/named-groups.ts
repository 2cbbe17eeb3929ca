import { selectorsIn } from "./bind.ts";
import type { Pack } from "./packs.ts";

type Group = { readonly id: string; readonly displayName: string };

/** Tells whether a duty of the packs is held by a group, by its id or its name. */
export function groupsNamedIn(packs: readonly Pack[]): (group: Group) => boolean {
  const selectors = packs
    .flatMap(({ duties }) => duties.flatMap(({ heldBy }) => heldBy.flatMap(({ selector }) => selectorsIn(selector))))
    .flatMap((selector) => ("group" in selector ? [selector.group] : []));
  const ids = new Set(selectors.flatMap((selector) => ("id" in selector ? [selector.id] : [])));
  const names = new Set(selectors.flatMap((selector) => ("name" in selector ? [selector.name] : [])));
  return ({ id, displayName }) => ids.has(id) || names.has(displayName);
}
