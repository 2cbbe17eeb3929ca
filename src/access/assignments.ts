import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Table } from "../snapshot/tables/table.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { type Assignment, AssignmentPlace, namesIn } from "./assignment-place.ts";
import type { AssignmentTerm } from "./assignment-term.ts";
import { membershipIn, termsOf } from "./assignment-terms.ts";
import type { Holders } from "./holders.ts";
import { labelAt } from "./label-at.ts";
import { placesByKey } from "./places-by-key.ts";
import type { Principals } from "./principals.ts";

/** All assignments of a tenant under dense numbers in the order in which it gives them, at about 60 bytes each. */
export type Assignments = {
  readonly size: number;
  readonly has: (id: string) => boolean;
  readonly numberOf: (id: string) => number | undefined;
  readonly at: (number: number) => Assignment;
  readonly all: () => Generator<Assignment>;
  readonly membershipOf: (number: number) => AssignmentTerm["membership"];
  readonly holderOf: (number: number) => number;
  readonly packageOf: (number: number) => string;
  /** Since when and until when it is held, in milliseconds of the epoch; NaN where nothing limits it. */
  readonly fromOf: (number: number) => number;
  readonly untilOf: (number: number) => number;
  /** Numbers of the assignments to a package, and of those that a principal holds. */
  readonly toPackage: (packageId: string) => Uint32Array;
  readonly heldBy: (principal: number) => Uint32Array;
};

export function assignmentsOf(snapshot: Snapshot, principals: Principals, holders: Holders, asOf: Date): Assignments {
  const table = snapshot.table("assignments");
  const { ids } = snapshot;
  const own = table.ids("id");
  const places = placesById(snapshot, own);
  const numberOf = (id: string): number | undefined => {
    const place = places[ids.numberOf(id) ?? ids.size()];
    return place === none ? undefined : place;
  };
  const terms = termsOf(table, asOf, new Date(snapshot.run.startedAt));
  const holding = holdersIn(table, principals, holders);
  const packages = table.labels("accessPackageId");
  const packageNumbers = new Map(packages.values.map((id, number) => [id, number]));
  const toPackage = placesByKey(packages.numbers, packages.values.length);
  const columns = {
    table,
    idOf: (number: number) => ids.idOf(own[number] ?? none),
    principals,
    terms,
    holding,
    packages,
    ...namesIn(table),
  };
  const at = (number: number): Assignment => new AssignmentPlace(columns, number);
  return {
    size: table.size,
    has: (id) => numberOf(id) !== undefined,
    numberOf,
    at,
    *all() {
      for (let number = 0; number < table.size; number += 1) yield at(number);
    },
    membershipOf: (number) => membershipIn(terms, number),
    holderOf: (number) => holding[number] ?? none,
    packageOf: (number) => labelAt(packages, number),
    fromOf: (number) => terms.from[number] ?? Number.NaN,
    untilOf: (number) => terms.until[number] ?? Number.NaN,
    toPackage: (packageId) => {
      const number = packageNumbers.get(packageId);
      return number === undefined ? new Uint32Array() : toPackage(number);
    },
    heldBy: placesByKey(holding, principals.size),
  };
}

/** Where each assignment stands, by the number of its id. */
function placesById({ ids }: Snapshot, own: Uint32Array): Uint32Array {
  const places = new Uint32Array(ids.size()).fill(none);
  for (const [place, id] of own.entries()) {
    if (places[id] !== none) throw new RangeError(`assignment ${ids.idOf(id)} came twice`);
    places[id] = place;
  }
  return places;
}

function holdersIn(table: Table<"assignments">, principals: Principals, holders: Holders): Uint32Array {
  const subjects = table.ids("subjectId");
  return table.ids("targetObjectId").map((object, place) => {
    const holder = principals.byId[holders.byNumbers(object, subjects[place] ?? none)] ?? none;
    if (holder === none) throw new RangeError(`who holds assignment ${place} is not among the principals`);
    return holder;
  });
}
