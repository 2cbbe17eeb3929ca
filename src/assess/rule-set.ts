import type { PersonSettings } from "../access/persons/settings.ts";
import type { Pack } from "../conflicts/packs.ts";
import type { ParameterSettings } from "../rule-kit/parameters.ts";
import type { Rule } from "../rule-kit/rule.ts";
import type { SensitiveNames } from "./facts/sources.ts";
import { noWaivers, type WaiverFile } from "./waivers/waiver-file.ts";

/** By what a tenant is judged. */
export type RuleSet = {
  readonly rules: readonly Rule[];
  readonly packs: readonly Pack[];
  /** What the configuration sets; nothing where it is left out. */
  readonly settings?: RuleSettings;
  readonly waivers?: WaiverFile;
};

/** Values of rules' parameters, what the tenant's owner calls sensitive or sanctions, and how accounts are told to be one person's. */
export type RuleSettings = {
  readonly parameters: ParameterSettings;
  readonly sensitive: SensitiveNames;
  /** Packages, by name or id, sanctioned to give both sides of a conflict; none where it is left out. */
  readonly overrides?: readonly string[];
  readonly persons?: PersonSettings;
};

export const noSettings: RuleSettings = { parameters: {}, sensitive: { packages: [], catalogs: [] } };

/** The same with nothing left out. */
export function wholeRuleSet({ settings = noSettings, waivers = noWaivers, ...rest }: RuleSet): Required<RuleSet> {
  return { ...rest, settings, waivers };
}
