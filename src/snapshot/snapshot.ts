import type { ScanIdentity } from "../domain/assessment.ts";
import type { AuditView } from "../domain/audit-view.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SectionCoverage, SectionName } from "../domain/sections.ts";
import type { Ids } from "./ids/id-table.ts";
import type { ColumnOf, SourcedRow } from "./sections.ts";
import type { TabledSection } from "./tables/packings.ts";
import type { Table } from "./tables/table.ts";

/** What a snapshot says of the run that collected it. */
export type SnapshotRun = {
  readonly runId: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly toolVersion: string;
  readonly graphUrl: string;
  readonly identity: ScanIdentity;
};

/** Everything collected from one tenant in one run, as judging reads it: no file, no network, no clock. */
export interface Snapshot {
  readonly run: SnapshotRun;
  /** `sha256:<hex>` of the file's bytes. */
  readonly digest: string;
  readonly coverage: readonly SectionCoverage[];
  /**
   * How far `auditEvents` can be believed, where that section was read: nothing may be concluded from the silence of the
   * trail outside of `seen`, and nothing at all where `seen` is null.
   */
  readonly auditTrail: AuditView;
  /** In the order of their natural keys, whatever order they were read in. */
  readonly rows: <S extends SectionName>(section: S) => Iterable<SourcedRow<S>>;
  /** The same rows with some of their columns: a fraction of the time where few are needed of very many rows. */
  readonly columns: <S extends SectionName, C extends ColumnOf<S>>(
    section: S,
    names: readonly C[],
  ) => Iterable<Pick<SourcedRow<S>, C>>;
  /** The ids that stand in tables, under numbers in the order of the ids. */
  readonly ids: Ids;
  /** A large section column by column: what many rows say, in a fraction of the time and memory. */
  readonly table: <S extends TabledSection>(section: S) => Table<S>;
  /** Evidence of the rows that were new or had changed when they were read again at the end of the collection. */
  readonly moved: ReadonlySet<EvidenceRef>;
  /** Whether all there is of a section was read of that parent object: where it was not, no rows do not mean none. */
  readonly wasRead: (section: SectionName, parentId: string) => boolean;
}
