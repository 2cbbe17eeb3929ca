import type { Period } from "../domain/audit-view.ts";
import type { Side } from "../domain/assessment.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import { addDuration } from "../domain/iso-duration.ts";
import type { DeclarationChange, DeclarationHistoryFact } from "./facts/conflict-facts.ts";

/**
 * How somebody who holds both packages of a declaration stands to it: `grandfathered`, who had both before; `late`, who got
 * the second although it refuses holders of the first; `toggled`, who got it while that was withdrawn for a time;
 * `undeclared`, whose second package does not refuse holders of the first; `unknown` where that cannot be told.
 */
export type EnforcementKind = "grandfathered" | "late" | "toggled" | "undeclared" | "unknown";

export type Enforcement = {
  readonly kind: EnforcementKind;
  /** The package that came second, and when both were held; null where that is not known. */
  readonly second: { readonly side: Side; readonly at: string } | null;
  /** The changes that it was judged by. */
  readonly changes: readonly DeclarationChange[];
};

type Start = { readonly side: Side; readonly at: number };

/**
 * Judges one holder by when their two sides began and when the packages came to refuse each other. What is no further apart
 * than `tolerance` (ISO 8601) came in an order that nobody can tell; `seen` is the time the audit trail tells of.
 */
export function enforcementOf(
  sides: readonly Side[],
  history: DeclarationHistoryFact | undefined,
  seen: Period | null,
  tolerance: string,
): Enforcement {
  const slack = addDuration(new Date(0), tolerance)?.getTime() ?? 0;
  const [first, second] = sides.map(startOf).toSorted((a, b) => a.at - b.at);
  const isKnown = first !== undefined && second !== undefined && !Number.isNaN(first.at + second.at);
  if (!isKnown) return { kind: "unknown", second: null, changes: [] };

  const last = { side: second.side, at: new Date(second.at).toISOString() };
  if (history === undefined) return { kind: "unknown", second: last, changes: [] };
  const candidates = second.at - first.at <= slack ? [first, second] : [second];
  const isDeclared = (id: string): boolean => history.refusing.includes(id);
  const judged = history.readings.flatMap((reading) =>
    candidates.map(({ side }) => {
      const refusing = isDeclared(side.duty) ? side.duty : (history.refusing[0] ?? side.duty);
      const changes = reading.get(refusing) ?? [];
      const kind = stateAt(second.at, changes, seen, slack);
      const isOpen = !isDeclared(side.duty) && kind !== "grandfathered" && kind !== "unknown";
      return { kind: isOpen ? ("undeclared" as const) : kind, changes };
    }),
  );
  const kinds = new Set(judged.map(({ kind }) => kind));
  const [only] = kinds;
  return {
    kind: only === undefined || kinds.size > 1 ? "unknown" : only,
    second: last,
    changes: [...new Set(judged.flatMap(({ changes }) => changes))],
  };
}

/** The earliest assignment counts; not a number where the start of any is not known. */
function startOf(side: Side): Start {
  return { side, at: Math.min(...side.holdings.map(({ from }) => (from === null ? Number.NaN : Date.parse(from)))) };
}

function stateAt(
  time: number,
  changes: readonly DeclarationChange[],
  seen: Period | null,
  slack: number,
): EnforcementKind {
  const [first] = changes;
  if (first === undefined) return "unknown";
  const told = first.kind === "declared" ? first.at : seen?.from;
  const since = told === undefined ? Number.NaN : Date.parse(told);
  if (first.kind === "declared" && time <= since) return "grandfathered";
  if (!(time > since + slack)) return "unknown";
  const last = changes.findLast(({ at }) => Date.parse(at) <= time);
  return last?.kind === "withdrawn" ? "toggled" : "late";
}

/** What a finding about it rests on. */
export function evidenceOfEnforcement({ changes }: Enforcement, sides: readonly Side[]): readonly EvidenceRef[] {
  return [
    ...sides.flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
    ...changes.map(({ evidence }) => evidence),
  ];
}
