import type { Principal } from "../domain/access.ts";
import type { Assessment } from "../domain/assessment.ts";
import type { BoundDuty, Conflict } from "../conflicts/conflict.ts";
import type { JudgedConflict } from "../conflicts/judge.ts";

/** One person and one conflict: what a plan has to end. */
export type ViolationToEnd = {
  readonly findingId: string;
  readonly conflict: Conflict;
  readonly principal: Principal;
  /** The duties held; those of all but `atMost` sides have to go. */
  readonly held: readonly BoundDuty[];
};

/** The violations of an assessment, grouped by person, those of packs before those declared. */
export function violationsToEnd(
  { findings }: Assessment,
  judged: readonly JudgedConflict[],
): ReadonlyMap<string, readonly ViolationToEnd[]> {
  const findingIds = new Map(
    findings
      .filter(({ rule, status }) => rule === "dual-holder" && status === "open")
      .map(({ id, conflict, principal }) => [`${conflict ?? ""} ${principal?.id ?? ""}`, id]),
  );
  const violations = judged.flatMap(({ conflict, holders }) =>
    holders.flatMap(({ principal, sides }) => {
      const findingId = findingIds.get(`${conflict.id} ${principal.id}`);
      if (findingId === undefined) return [];
      const duties = new Set(sides.map(({ duty }) => duty));
      return [{ findingId, conflict, principal, held: conflict.duties.filter(({ id }) => duties.has(id)) }];
    }),
  );
  const byPerson = Map.groupBy(violations, ({ principal }) => principal.id);
  return new Map([...byPerson].sort(([a], [b]) => (a < b ? -1 : 1)));
}
