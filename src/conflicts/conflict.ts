import type { HeldPoint } from "../access/access-model.ts";
import type { Declaration } from "../domain/assessment.ts";
import type { Severity } from "../domain/severity.ts";

/** A duty as far as it could be bound to the tenant. */
export type BoundDuty = {
  readonly id: string;
  readonly title: string;
  readonly points: readonly HeldPoint[];
  /** Entries that match nothing or more than one thing, with file, line and column. */
  readonly problems: readonly string[];
  /** Nobody said what holding this duty means. */
  readonly unbound: boolean;
};

/** Duties of which one person may hold at most `atMost`, from a pack or from the tenant's own declarations. */
export type Conflict = {
  readonly id: string;
  readonly source: "pack" | "declared";
  readonly pack: string | null;
  readonly title: string;
  readonly severity: Severity;
  readonly atMost: number;
  readonly duties: readonly BoundDuty[];
  readonly declarations: readonly Declaration[];
  /** The duty given up by default. */
  readonly revoke: string | null;
  readonly minimumHolders: Readonly<Record<string, number>>;
};
