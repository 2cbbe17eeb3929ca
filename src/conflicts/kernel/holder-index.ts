import { type IdTable, idTable } from "../../snapshot/ids/id-table.ts";
import { pairRuns } from "./pair-runs.ts";
import { type PostingLists, postingListsOf } from "./posting-lists.ts";

/** Who holds what: for each access point the persons that hold it. Access points, principals and persons go by numbers. */
export type HolderIndex = {
  readonly accessPoints: IdTable;
  readonly principals: IdTable;
  /** Persons go by 0 to one less than this. */
  readonly persons: number;
  readonly holders: PostingLists;
};

export type HolderIndexBuilder = {
  readonly accessPoints: IdTable;
  readonly principals: IdTable;
  /** Takes holdings as they come in, in any order, also more than once: the i-th principal holds the i-th access point. */
  readonly add: (accessPoints: readonly string[], principals: readonly string[]) => void;
  /**
   * Ends the building. `personOf` gives each principal's person, so that conflicts are judged per person; without it every
   * principal is one of its own, under its own number.
   */
  readonly build: (personOf?: Uint32Array) => HolderIndex;
};

/** Persons and access points stay below this, so that differences of their numbers keep their sign. */
const mostNumbers = 2 ** 31;

export function holderIndexBuilder(): HolderIndexBuilder {
  const accessPoints = idTable();
  const principals = idTable();
  const pairs = pairRuns();
  return {
    accessPoints,
    principals,
    add: (pointIds, principalIds) => {
      const points = new Uint32Array(pointIds.length);
      const holders = new Uint32Array(principalIds.length);
      accessPoints.intern(pointIds, points);
      principals.intern(principalIds, holders);
      pairs.add(points, holders);
    },
    build: (personOf) => {
      const persons = personOf === undefined ? principals.size() : personsIn(personOf, principals.size());
      const runs = pairs.take();
      if (personOf !== undefined) for (const { numbers } of runs) replace(numbers, personOf);
      return { accessPoints, principals, persons, holders: postingListsOf(runs, accessPoints.size(), persons) };
    },
  };
}

function personsIn(personOf: Uint32Array, principals: number): number {
  if (personOf.length !== principals) {
    throw new RangeError(`${principals} principals, and ${personOf.length} of them have a person`);
  }
  const persons = personOf.reduce((highest, person) => Math.max(highest, person), -1) + 1;
  if (persons > mostNumbers) throw new RangeError(`persons are numbered below ${mostNumbers}`);
  return persons;
}

function replace(numbers: Uint32Array, personOf: Uint32Array): void {
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = personOf[numbers[i] ?? 0] ?? 0;
}
