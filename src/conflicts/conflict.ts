import type { HeldPoint } from "../access/access-model.ts";
import type { Declaration } from "../domain/assessment.ts";
import type { Severity } from "../domain/severity.ts";
import type { Scope } from "./scope.ts";

/** A duty as far as it could be bound to the tenant. */
export type BoundDuty = {
  readonly id: string;
  readonly title: string;
  /** Everything that its ways name. */
  readonly points: readonly HeldPoint[];
  /** The duty is held by whoever holds all points of any one way; most ways are of one point. */
  readonly ways: readonly (readonly HeldPoint[])[];
  /** Entries that match nothing or more than one thing, with file, line and column. */
  readonly problems: readonly string[];
  /** Nobody said what holding this duty means. */
  readonly unbound: boolean;
};

/** Sides of which one person may hold at most `atMost`, from a pack or from the tenant's own declarations. */
export type Conflict = {
  readonly id: string;
  readonly source: "pack" | "declared";
  readonly pack: string | null;
  readonly title: string;
  readonly severity: Severity;
  readonly atMost: number;
  /** How many people it must take to hold all sides together; null where each person is judged alone. */
  readonly people: number | null;
  readonly when: Scope | null;
  /** All duties of all sides. */
  readonly duties: readonly BoundDuty[];
  /** Ids of duties of which holding any one is holding the side. */
  readonly sides: readonly (readonly string[])[];
  readonly declarations: readonly Declaration[];
  /** A duty of the side given up by default. */
  readonly revoke: string | null;
  readonly minimumHolders: Readonly<Record<string, number>>;
};

/** A conflict's duties, side by side. */
export function dutiesBySide({ sides, duties }: Pick<Conflict, "sides" | "duties">): readonly (readonly BoundDuty[])[] {
  return sides.map((side) => duties.filter(({ id }) => side.includes(id)));
}

/** The duties of sides of which nobody said what holding any of their duties means. */
export function unboundSides(conflict: Pick<Conflict, "sides" | "duties">): readonly BoundDuty[] {
  return sidesUnbound(conflict).flat();
}

/** So much is bound that somebody could hold more of it than allowed: the conflict is judged by that. */
export function isApplicable(conflict: Pick<Conflict, "sides" | "duties" | "atMost">): boolean {
  return conflict.sides.length - sidesUnbound(conflict).length > conflict.atMost;
}

function sidesUnbound(conflict: Pick<Conflict, "sides" | "duties">): readonly (readonly BoundDuty[])[] {
  return dutiesBySide(conflict).filter((side) => side.every(({ unbound }) => unbound));
}

/**
 * The points of each side that nobody may hold together with those of another, so that the tenant could declare them
 * incompatible. None where more than the two points decide: other points, other people, or who a person is.
 */
export function pointsKeptApart(conflict: Conflict): readonly (readonly HeldPoint[])[] {
  const { atMost, people, when } = conflict;
  if (atMost !== 1 || people !== null || when !== null) return [];
  return dutiesBySide(conflict).map((side) =>
    side.flatMap(({ ways }) => ways.flatMap((way) => (way.length === 1 ? way : []))),
  );
}
