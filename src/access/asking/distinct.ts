/**
 * Places of lists that fewer people fill than there are such lists (P. Hall, 1935); empty where each list can be stood for
 * by someone else.
 */
export function crowdedLists(lists: readonly Uint32Array[]): readonly number[] {
  const taken = new Map<number, number>();
  const seat = (place: number, seen: Set<number>): boolean => {
    for (const person of lists[place]?.subarray(0, lists.length) ?? []) {
      if (seen.has(person)) continue;
      seen.add(person);
      const rival = taken.get(person);
      if (rival !== undefined && !seat(rival, seen)) continue;
      taken.set(person, place);
      return true;
    }
    return false;
  };
  for (const place of lists.keys()) {
    const seen = new Set<number>();
    if (!seat(place, seen))
      return [place, ...[...seen].flatMap((person) => taken.get(person) ?? [])].sort((a, b) => a - b);
  }
  return [];
}
