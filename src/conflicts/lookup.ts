/** Finds things by a text of theirs, in the order in which they came; made when it is first asked. */
export type Lookup<Thing> = (text: string) => readonly Thing[];

export function lookupOf<Thing>(
  things: readonly Thing[],
  textsOf: (thing: Thing) => readonly (string | null)[],
): Lookup<Thing> {
  let found: ReadonlyMap<string, readonly Thing[]> | undefined;
  return (text) => (found ??= byText(things, textsOf)).get(text) ?? [];
}

function byText<Thing>(
  things: readonly Thing[],
  textsOf: (thing: Thing) => readonly (string | null)[],
): ReadonlyMap<string, readonly Thing[]> {
  const found = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const text of new Set(textsOf(thing))) {
      if (text === null) continue;
      const same = found.get(text);
      if (same === undefined) found.set(text, [thing]);
      else same.push(thing);
    }
  }
  return found;
}
