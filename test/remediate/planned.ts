import { rules } from "../../rules/index.ts";
import { assess, type Judgement } from "../../src/assess/assess.ts";
import type { Pack } from "../../src/conflicts/packs.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { planFor } from "../../src/remediate/plan.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { now, type TenantBuilder } from "../builders/tenant.ts";

export type Planned = { readonly plan: Plan; readonly judgement: Judgement; readonly snapshot: Snapshot };

export function planned(tenant: TenantBuilder, ...packs: readonly Pack[]): Planned {
  const snapshot = tenant.build();
  const judgement = assess(snapshot, { rules, packs }, now);
  return { plan: planFor(judgement, snapshot, packs, now), judgement, snapshot };
}

/** What a plan does, in few words: kind, person, and what is given up. */
export function actionsOf({ plan }: Planned): readonly string[] {
  return plan.actions.map(({ kind, principal, accessPoint }) => `${kind} ${principal.id} ${accessPoint.id}`);
}
