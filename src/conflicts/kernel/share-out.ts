/** A duty's place in a list of duties. */
type Duty = number;

/**
 * How many of the places can be filled at once: `places[d]` for duty `d`, each by another person, and no person in more than
 * `atMost` duties. `people` gives the duties that each holds. A maximum flow by augmenting paths (Ford and Fulkerson 1956).
 */
export function filledPlaces(
  places: readonly number[],
  people: readonly (readonly Duty[])[],
  atMost: number,
): readonly number[] {
  const able = places.map((_, duty) => people.flatMap((held, person) => (held.includes(duty) ? [person] : [])));
  const serves = people.map(() => new Set<Duty>());

  const take = (duty: Duty, asked: Set<number>): boolean => {
    for (const person of able[duty] ?? []) {
      const served = serves[person];
      if (served === undefined || served.has(duty) || asked.has(person)) continue;
      asked.add(person);
      const released = served.size < atMost ? null : [...served].find((other) => take(other, asked));
      if (released === undefined) continue;
      if (released !== null) served.delete(released);
      served.add(duty);
      return true;
    }
    return false;
  };

  return places.map((wanted, duty) => {
    let filled = 0;
    while (filled < wanted && take(duty, new Set())) filled += 1;
    return filled;
  });
}
