import { checkNumber } from "../../snapshot/ids/check-number.ts";
import { type ConflictTable, conflictTableOf } from "./conflict-table.ts";
import { addPoint, type HeldPoints, heldPointsOf, isHeld, removePoint } from "./held-points.ts";
import type { HolderIndex } from "./holder-index.ts";
import { checkConflict, type NumberedConflict } from "./numbered-conflict.ts";

/** A person starts or ceases to hold an access point, by whatever way was the first or the last. */
export type Change = { readonly kind: "add" | "remove"; readonly person: number; readonly accessPoint: number };

/** What changes come to, without judging everything again. Conflicts go by their place in the list, ascending. */
export type Rejudge = {
  /** The conflicts that the person would newly violate by holding the access point too. */
  readonly whatIf: (person: number, accessPoint: number) => readonly number[];
  /** Carries the change out, and gives the conflicts that the person now violates, or now no longer violates, by it. */
  readonly rejudge: (change: Change) => readonly number[];
};

const none: readonly number[] = [];

/** Keeps its own list of who holds what: changes leave the index as it is. */
export function rejudgeOf(index: HolderIndex, conflicts: readonly NumberedConflict[]): Rejudge {
  const { holders, persons } = index;
  for (const conflict of conflicts) checkConflict(conflict, holders);
  const table = conflictTableOf(conflicts, holders.offsets.length - 1);
  const held = heldPointsOf(holders, Uint32Array.from(new Set(table.points)).sort(), persons);
  const check = (person: number, accessPoint: number): void => {
    checkNumber(person, persons, "person");
    checkNumber(accessPoint, table.offsets.length - 1, "access point");
  };
  return {
    whatIf: (person, accessPoint) => {
      check(person, accessPoint);
      return isHeld(held, person, accessPoint) ? none : hingingOn(table, held, person, accessPoint);
    },
    rejudge: ({ kind, person, accessPoint }) => {
      check(person, accessPoint);
      if (table.offsets[accessPoint] === table.offsets[accessPoint + 1]) return none;
      if (isHeld(held, person, accessPoint) === (kind === "add")) return none;
      if (kind === "add") addPoint(held, person, accessPoint);
      else removePoint(held, person, accessPoint);
      return hingingOn(table, held, person, accessPoint);
    },
  };
}

/** The conflicts that the person violates with the access point and does not violate without it. */
function hingingOn(table: ConflictTable, held: HeldPoints, person: number, accessPoint: number): readonly number[] {
  const from = table.offsets[accessPoint] ?? 0;
  const until = table.offsets[accessPoint + 1] ?? 0;
  let found: number[] | undefined;
  for (let mention = from; mention < until; mention += 1) {
    const conflict = table.conflicts[mention] ?? 0;
    if (hinges(table, conflict, held, person, accessPoint)) (found ??= []).push(conflict);
  }
  return found ?? none;
}

function hinges(table: ConflictTable, conflict: number, held: HeldPoints, person: number, point: number): boolean {
  const { atMost, duties } = table;
  const limit = atMost[conflict] ?? 0;
  const until = duties[conflict + 1] ?? 0;
  let without = 0;
  let gained = 0;
  for (let duty = duties[conflict] ?? 0; duty < until; duty += 1) {
    const standing = standingIn(table, duty, held, person, point);
    if (standing === standings.held) without += 1;
    if (standing === standings.hinges) gained += 1;
  }
  return without <= limit && without + gained > limit;
}

/** How a duty stands: not held either way, held with the access point only, or held without it too. */
const standings = { open: 0, hinges: 1, held: 2 } as const;

function standingIn(table: ConflictTable, duty: number, held: HeldPoints, person: number, point: number): number {
  const { starts, points, needsAll } = table;
  const until = starts[duty + 1] ?? 0;
  const all = needsAll[duty] === 1;
  let named = false;
  for (let at = starts[duty] ?? 0; at < until; at += 1) {
    const other = points[at] ?? 0;
    if (other === point) named = true;
    else if (isHeld(held, person, other) !== all) return all ? standings.open : standings.held;
  }
  if (named) return standings.hinges;
  return all && until > (starts[duty] ?? 0) ? standings.held : standings.open;
}
