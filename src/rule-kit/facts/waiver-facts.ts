import type { EvidenceRef } from "../../domain/evidence.ts";

/** A waiver of the configuration, held against the findings it speaks of. */
export type WaiverFact = {
  readonly id: string;
  /** `file:line:column`. */
  readonly at: string;
  readonly owner: string;
  readonly rule: string;
  /** How many findings it speaks of. */
  readonly matched: number;
  /** Why it covers nothing. */
  readonly wrong: readonly string[];
  /** Ways of holding that have appeared and that it does not name. */
  readonly outgrown: readonly string[];
  readonly evidence: readonly EvidenceRef[];
};

/** Waivers as they stand once all other rules have been judged, and which of those rules came to no whole answer. */
export type WaiverFacts = { readonly waivers: readonly WaiverFact[]; readonly unclearRules: ReadonlySet<string> };
