import { createHash } from "node:crypto";
import { type RuleSet, wholeRuleSet } from "./rule-set.ts";

/** Covers what the answer depends on besides the snapshot: the rules, the packs with their bindings, settings and waivers. */
export function rulesDigest(ruleSet: RuleSet): string {
  const { rules, packs, settings, waivers } = wholeRuleSet(ruleSet);
  const withoutPlaces = packs.map(({ name, duties, conflicts }) => ({
    name,
    duties: duties.map(({ id, title, heldBy }) => ({ id, title, heldBy: heldBy.map(({ selector }) => selector) })),
    conflicts,
  }));
  const text = JSON.stringify({
    rules: rules.map(({ meta }) => meta),
    packs: withoutPlaces,
    settings,
    controls: [...waivers.controls],
    waivers: waivers.waivers.map((waiver) => ({ ...waiver, at: null })),
  });
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
