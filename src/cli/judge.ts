import { assess, type Judgement } from "../assess/assess.ts";
import type { Plan } from "../domain/plan.ts";
import { planFor } from "../remediate/plan.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { WantedGroups } from "../collect/groups-that-matter.ts";
import { groupsNamedIn } from "../conflicts/named-groups.ts";
import type { GroupOptions, PackOptions } from "./common-options.ts";
import { readConfig } from "./config.ts";
import { type LoadedRules, loadRules, settingsAmong } from "./rule-files.ts";

export type Judged = { readonly judgement: Judgement; readonly plan: Plan };

export function rulesFrom(options: PackOptions): LoadedRules {
  return loadRules(options, readConfig(options.config ?? settingsAmong(options.rules)));
}

/** The groups without which the packs cannot be judged, or all where told so. */
export function groupsFor({ packs }: LoadedRules, { allGroups }: GroupOptions): WantedGroups {
  return allGroups ? "all" : groupsNamedIn(packs);
}

/** Judges a snapshot and plans what to revoke. The plan is dated by the collection, so that the same input gives the same bytes. */
export function judge(snapshot: Snapshot, rules: LoadedRules, asOf: Date | undefined): Judged {
  const judgement = assess(snapshot, rules, asOf);
  return { judgement, plan: planFor(judgement, snapshot, rules.packs, new Date(snapshot.run.finishedAt)) };
}
