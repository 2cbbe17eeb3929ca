import { aPack, groupNamed, packageNamed } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";
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

/** Three people, groups of which one is in another, two packages and an application. */
export const bank = () =>
  aTenant()
    .users("ann", "bob", "cleo")
    .groups("I", "A", "in I", "other")
    .accessPackages("PI", "PA")
    .app("erp", "I", "A");

export const groups = { raise: [groupNamed("I")], approve: [groupNamed("A")] };

export const pay = aPack(groups, { revoke: "raise" });

export const packages = aPack({ raise: [packageNamed("PI")], approve: [packageNamed("PA")] }, { revoke: "raise" });
