import type { AuditRequest, AuditView } from "../domain/audit-view.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { Confirmation, SectionCoverage, SectionName } from "../domain/sections.ts";
import type { Clock } from "../graph/clock.ts";
import type { Governor } from "../graph/governor.ts";
import type { Graph } from "../graph/graph.ts";
import type { TokenClaims } from "../graph/token.ts";
import type { AuditTrail } from "../logs/audit-trail.ts";
import type { Begun } from "../snapshot/layout.ts";
import { createSnapshot, resumeSnapshot, type SnapshotWriter } from "../snapshot/writer.ts";
import { ScanError } from "../scan-error.ts";
import type { Snapshot, SnapshotRun } from "../snapshot/snapshot.ts";
import { confirm, readsBehind } from "./confirm.ts";
import { crawl } from "./crawl.ts";
import type { WantedGroups } from "./groups-that-matter.ts";
import { type Progress, progressTally } from "./progress.ts";
import { type Survey, surveyTenant } from "./survey.ts";

export type CollectSettings = {
  readonly graph: Graph;
  readonly governor: Governor;
  readonly graphUrl: string;
  readonly trail: AuditTrail;
  /** How many days of the audit trail are read, up to the beginning of the run. */
  readonly auditDays: number;
  readonly claims: TokenClaims;
  readonly clock: Clock;
  readonly concurrency: number;
  /** The number of users from which their lists are read in slices. */
  readonly sliceFrom: number;
  readonly groups: WantedGroups;
  readonly signal: AbortSignal;
  readonly runId: string;
  readonly toolVersion: string;
  readonly path: string;
  /** Go on with what an earlier run left at `path`. */
  readonly resume: boolean;
  /** An earlier snapshot of the tenant, finished, to go on from by what has changed. */
  readonly since?: string;
  /** Told before the first section is read. */
  readonly onSurvey: (survey: Survey) => void;
  readonly onTrail: (view: AuditView) => void;
  /** Told with every call that ends, of the section that it was for. */
  readonly onProgress: (progress: Progress) => void;
  readonly onSection: (coverage: SectionCoverage) => void;
  /** The evidence that findings rest on, to be read again before the snapshot is finished. */
  readonly restsOn: (snapshot: Snapshot) => Iterable<EvidenceRef>;
  readonly onConfirmed: (confirmations: ReadonlyMap<SectionName, Confirmation>) => void;
};

/**
 * Reads the tenant into the snapshot file at `path`. Where nothing can be read it throws and leaves no file; where it is
 * interrupted it throws the signal's reason and leaves what was read to be resumed.
 */
export async function collect(settings: CollectSettings): Promise<readonly SectionCoverage[]> {
  const writer = begin(settings);
  const { claims, clock } = settings;
  try {
    const survey = await surveyTenant(settings.graph);
    if (survey.users !== null) settings.governor.users(survey.users);
    settings.onSurvey(survey);
    const context = { ...settings, survey, writer, permissions: claims.identity.permissions };
    const crawled = await crawl({ ...context, progress: progressTally(settings.onProgress) });
    const [tenant] = writer.rows("organization");
    const { audit: _, ...begun } = writer.begun;
    const run = (): SnapshotRun => ({
      ...begun,
      tenantId: tenant?.id ?? claims.tenantId ?? "unknown",
      tenantName: tenant?.displayName ?? "unknown tenant",
      finishedAt: clock.now().toISOString(),
      identity: claims.identity,
    });
    const again = { ...context, progress: progressTally(settings.onProgress) };
    const rereads = readsBehind(settings.restsOn(writer.provisional(run(), crawled)), writer);
    const confirmations = await confirm(rereads, again);
    settings.onConfirmed(confirmations);
    const coverage = crawled.map((section) => confirmed(section, confirmations.get(section.section), writer));
    writer.finish(run(), coverage);
    return coverage;
  } catch (error) {
    if (settings.signal.aborted) writer.suspend();
    else writer.discard();
    throw error;
  }
}

/** Coverage after a second reading: what was kept is counted anew. */
function confirmed(
  coverage: SectionCoverage,
  confirmation: Confirmation | undefined,
  writer: SnapshotWriter,
): SectionCoverage {
  if (confirmation === undefined) return coverage;
  const { rows: read, pages } = writer.tally(coverage.section);
  return { ...coverage, read, pages, confirmation };
}

function begin(settings: CollectSettings): SnapshotWriter {
  const { path, resume, runId, graphUrl, toolVersion, clock } = settings;
  if (!resume) {
    const startedAt = clock.now().toISOString();
    return createSnapshot(
      path,
      { runId, startedAt, graphUrl, toolVersion, audit: requestOf(settings, startedAt) },
      settings.since,
    );
  }

  const writer = resumeSnapshot(path);
  const other = differenceOf(writer.begun, settings);
  if (other === null) return writer;
  writer.suspend();
  throw new ScanError("snapshot/unreadable", `the snapshot was begun ${other}`);
}

function requestOf({ trail, auditDays }: CollectSettings, startedAt: string): AuditRequest {
  const from = new Date(Date.parse(startedAt) - auditDays * 86_400_000);
  return { source: trail.source, asked: { from: from.toISOString(), to: startedAt } };
}

/** In what an unfinished snapshot was begun other than it is to go on; null where it was not. */
function differenceOf({ graphUrl, startedAt, audit }: Begun, settings: CollectSettings): string | null {
  if (graphUrl !== settings.graphUrl) return `at ${graphUrl}, not at ${settings.graphUrl}`;
  const { source, asked } = requestOf(settings, startedAt);
  if (JSON.stringify(audit.source) !== JSON.stringify(source)) return "with another --workspace";
  return audit.asked.from === asked.from ? null : "with other --audit-days";
}
