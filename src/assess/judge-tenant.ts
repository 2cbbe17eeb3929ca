import { type AccessModel, accessModelOf } from "../access/access-model.ts";
import type { PersonSettings } from "../access/persons/settings.ts";
import { type BoundConflict, conflictsOf } from "../conflicts/conflicts.ts";
import { type JudgedConflict, judgeConflict } from "../conflicts/judge.ts";
import { scratchFor } from "../conflicts/kernel/match.ts";
import type { Pack } from "../conflicts/packs.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/** Who holds what in a snapshot, and what every conflict comes to. */
export type JudgedTenant = {
  readonly model: AccessModel;
  readonly bound: readonly BoundConflict[];
  readonly judged: readonly JudgedConflict[];
};

export function judgeTenant(
  snapshot: Snapshot,
  packs: readonly Pack[],
  asOf: Date,
  personSettings?: PersonSettings,
): JudgedTenant {
  const model = accessModelOf(snapshot, asOf, personSettings);
  const bound = conflictsOf(snapshot, model, packs);
  const scratch = scratchFor(model.principals.size);
  return { model, bound, judged: bound.map((conflict) => judgeConflict(conflict, model, snapshot.coverage, scratch)) };
}
