import { dualHolder } from "../../rules/sod/dual-holder.ts";
import { secondAccount } from "../../rules/sod/second-account.ts";
import { assess } from "../../src/assess/assess.ts";
import type { Crowd, Overlap, OverlapDirection, OverlapHolder } from "../../src/domain/overlap.ts";
import { overlapEnd, overlapPack } from "../../src/overlap/ends.ts";
import { overlapOf } from "../../src/overlap/overlap.ts";
import { planFor } from "../../src/remediate/plan.ts";
import { now, type TenantBuilder } from "../builders/tenant.ts";

/** The overlap of two ends of a tenant, P and Q unless said. */
export function audited(tenant: TenantBuilder, a = "P", b = "Q"): Overlap {
  const snapshot = tenant.build();
  const ends = [overlapEnd(snapshot, a), overlapEnd(snapshot, b)] as const;
  const packs = [overlapPack(...ends)];
  const judgement = assess(snapshot, { rules: [dualHolder, secondAccount], packs }, now);
  return overlapOf({ snapshot, ends, judgement, plan: planFor(judgement, snapshot, packs, now), crossCheck: null });
}

/** The one holder of an overlap. */
export function onlyHolder({ holders }: Overlap): OverlapHolder {
  const [holder, ...others] = holders;
  if (holder === undefined || others.length > 0) throw new Error(`${holders.length} hold both`);
  return holder;
}

/** The direction in which a package refuses holders of the other end. */
export function directionFrom({ directions }: Overlap, asked: string): OverlapDirection {
  const found = directions.find((direction) => direction.asked.id === asked);
  if (found === undefined) throw new Error(`no direction from ${asked}`);
  return found;
}

export function idsIn({ examples }: Crowd): readonly string[] {
  return examples.map(({ id }) => id).sort();
}
