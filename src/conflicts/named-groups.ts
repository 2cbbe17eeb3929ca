import { isNamed, selectorsIn } from "./bind.ts";
import type { Pack } from "./packs.ts";

type Group = { readonly id: string; readonly displayName: string };

/** Tells whether a duty of the packs is held by a group, by its id or its name. */
export function groupsNamedIn(packs: readonly Pack[]): (group: Group) => boolean {
  const selectors = packs
    .flatMap(({ duties }) => duties.flatMap(({ heldBy }) => heldBy.flatMap(({ selector }) => selectorsIn(selector))))
    .flatMap((selector) => ("group" in selector ? [selector.group] : []));
  return (group) => selectors.some((selector) => isNamed(group, selector));
}
