import type { Snapshot } from "../snapshot/snapshot.ts";
import {
  type Assignment,
  assignmentColumns,
  AssignmentPlace,
  type AssignmentRow,
  AssignmentTable,
  membershipAt,
} from "./assignment-table.ts";
import { type AssignmentTerm, termOf } from "./assignment-term.ts";
import { placesByKey } from "./places-by-key.ts";
import type { HolderOf } from "./principal-naming.ts";
import type { Principals } from "./principals.ts";

/** All assignments of a tenant under dense numbers in the order in which it gives them, at about 100 bytes each. */
export type Assignments = {
  readonly size: number;
  readonly has: (id: string) => boolean;
  readonly at: (number: number) => Assignment;
  readonly all: () => Generator<Assignment>;
  readonly membershipOf: (number: number) => AssignmentTerm["membership"];
  readonly holderOf: (number: number) => number;
  /** Numbers of the assignments to a package, and of those that a principal holds. */
  readonly toPackage: (packageId: string) => Uint32Array;
  readonly heldBy: (principal: number) => Uint32Array;
};

export function assignmentsOf(snapshot: Snapshot, principals: Principals, holderId: HolderOf, asOf: Date): Assignments {
  const table = new AssignmentTable(principals);
  const readAt = new Date(snapshot.run.startedAt);
  for (const row of snapshot.columns("assignments", assignmentColumns))
    table.push(row, holderId(row), termAt(row, asOf, readAt));

  const toPackage = placesByKey(Uint32Array.from(table.packages), table.packageIds.size());
  const at = (number: number): Assignment => new AssignmentPlace(table, number);
  return {
    size: table.ids.size(),
    has: (id) => table.ids.numberOf(id) !== undefined,
    at,
    *all() {
      for (let number = 0; number < table.ids.size(); number += 1) yield at(number);
    },
    membershipOf: (number) => membershipAt(table, number),
    holderOf: (number) => table.holders[number] ?? 0,
    toPackage: (packageId) => {
      const number = table.packageIds.numberOf(packageId);
      return number === undefined ? new Uint32Array() : toPackage(number);
    },
    heldBy: placesByKey(Uint32Array.from(table.holders), principals.size),
  };
}

/** What was over when the tenant was read may have been held at a moment before, unless it was over by then. */
function termAt(row: AssignmentRow, asOf: Date, readAt: Date): AssignmentTerm {
  const term = termOf(row, asOf);
  const overBy = Date.parse(row.expiredDateTime ?? "");
  const isTold = term.membership !== "ended" || asOf >= readAt || overBy <= asOf.getTime();
  return isTold ? term : { ...term, membership: "unknown" };
}
