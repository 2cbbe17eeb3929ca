import type { AccessModel } from "../../access/access-model.ts";
import type { Asking } from "../../access/asking/asking.ts";
import type { BoundConflict } from "../../conflicts/conflicts.ts";
import type { JudgedConflict } from "../../conflicts/judge.ts";
import type { WaiverFacts } from "../../rule-kit/facts/waiver-facts.ts";
import type { Pack } from "../../conflicts/packs.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";

/** Packages that the configuration calls sensitive, by name or id, or by that of their catalog. */
export type SensitiveNames = { readonly packages: readonly string[]; readonly catalogs: readonly string[] };

/** What facts are made from. */
export type FactSources = {
  readonly snapshot: Snapshot;
  readonly model: AccessModel;
  readonly bound: readonly BoundConflict[];
  readonly judged: readonly JudgedConflict[];
  readonly packs: readonly Pack[];
  readonly sensitive: SensitiveNames;
  /** Names or ids of the packages sanctioned to give both sides of a conflict. */
  readonly overrides: readonly string[];
  /** Asked once everything else has been judged. */
  readonly waivers: () => WaiverFacts;
  /** Made when first asked for. */
  readonly asking: () => Asking;
};
