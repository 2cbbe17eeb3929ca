import type { AssessedConflict, Assessment, Finding, OutcomeKind } from "../domain/assessment.ts";

/** What other packs make of the same snapshot. */
export type RuleDiff = {
  readonly added: readonly Finding[];
  readonly removed: readonly Finding[];
  /** The same finding, weighed otherwise. */
  readonly reweighed: readonly { readonly before: Finding; readonly after: Finding }[];
  /** Conflicts whose outcome differs; null where there is no such conflict. */
  readonly outcomes: readonly {
    readonly conflict: string;
    readonly before: OutcomeKind | null;
    readonly after: OutcomeKind | null;
    readonly reason?: string;
  }[];
};

type Judged = Pick<Assessment, "findings" | "conflicts">;

/** Findings are the same by their ids; those of an assessment stand in its order. */
export function ruleDiff(before: Judged, after: Judged): RuleDiff {
  const old = new Map(before.findings.map((finding) => [finding.id, finding]));
  const now = new Map(after.findings.map((finding) => [finding.id, finding]));
  return {
    added: after.findings.filter(({ id }) => !old.has(id)),
    removed: before.findings.filter(({ id }) => !now.has(id)),
    reweighed: after.findings.flatMap((finding) => {
      const earlier = old.get(finding.id);
      return earlier === undefined || earlier.severity === finding.severity
        ? []
        : [{ before: earlier, after: finding }];
    }),
    outcomes: outcomesOf(before.conflicts, after.conflicts),
  };
}

function outcomesOf(before: readonly AssessedConflict[], after: readonly AssessedConflict[]): RuleDiff["outcomes"] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const one = before.find((conflict) => conflict.id === id);
    const other = after.find((conflict) => conflict.id === id);
    if (one?.outcome === other?.outcome) return [];
    const reason = other?.reason;
    return [
      {
        conflict: id,
        before: one?.outcome ?? null,
        after: other?.outcome ?? null,
        ...(reason === undefined ? {} : { reason }),
      },
    ];
  });
}
