import {
  parentSections,
  type SectionCoverage,
  type SectionName,
  sectionNames,
  type SectionStatus,
} from "../domain/sections.ts";
import type { Clock } from "../graph/clock.ts";
import { type FailureKind, GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import { ScanError } from "../scan-error.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";
import { collectors } from "./collectors/index.ts";
import { isGranted } from "./permissions.ts";
import { readSection, type Tally } from "./read-section.ts";

export type CrawlSettings = {
  readonly graph: Graph;
  readonly writer: SnapshotWriter;
  readonly clock: Clock;
  /** Reads under way at once within a section. */
  readonly concurrency: number;
  /** Permissions the token names; empty where it is opaque. */
  readonly permissions: readonly string[];
  readonly onSection: (coverage: SectionCoverage) => void;
};

type SectionResult = { readonly coverage: SectionCoverage; readonly failure?: FailureKind };

/**
 * Reads every section into the snapshot. A section that is refused or breaks is recorded as such and the rest goes on;
 * only where nothing at all could be read does it throw (`graph/unauthenticated`, `graph/unreachable`).
 */
export async function crawl(settings: CrawlSettings): Promise<readonly SectionCoverage[]> {
  const started = new Map<SectionName, Promise<SectionResult>>();
  const collect = (section: SectionName): Promise<SectionResult> => {
    const running = started.get(section) ?? collectSection(collectors[section], collect, settings);
    started.set(section, running);
    return running;
  };

  const results = await Promise.all(sectionNames.map(collect));
  refuseNothing(results);
  return results.map(({ coverage }) => coverage);
}

async function collectSection(
  collector: Collector,
  collect: (section: SectionName) => Promise<SectionResult>,
  settings: CrawlSettings,
): Promise<SectionResult> {
  const parentSection = parentSections[collector.section];
  const parent = parentSection === undefined ? undefined : await collect(parentSection);
  const startedAt = settings.clock.now().toISOString();
  const tally: Tally = { read: 0, pages: 0, expected: null };
  const end = (status: SectionStatus, why: Omit<Ending, "status"> = {}): SectionResult => {
    const { reason, missingPermission, failure } = why;
    const coverage: SectionCoverage = {
      section: collector.section,
      status,
      read: tally.read,
      expected: tally.expected,
      pages: tally.pages,
      startedAt,
      finishedAt: settings.clock.now().toISOString(),
      ...(reason === undefined ? {} : { reason }),
      ...(missingPermission === undefined ? {} : { missingPermission }),
    };
    settings.onSection(coverage);
    return { coverage, ...(failure === undefined ? {} : { failure }) };
  };

  const parentIds = parentSection === undefined ? [""] : settings.writer.ids(parentSection);
  if (parent !== undefined && parent.coverage.status !== "complete" && parentIds.length === 0) {
    return end("skipped", { reason: `hangs on ${parent.coverage.section}, which was not read` });
  }
  try {
    await readAll(collector, parentIds, settings, tally);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    const { status, ...why } = endingOf(failure, collector, settings.permissions);
    return end(status, why);
  }
  if (parent !== undefined && parent.coverage.status !== "complete") {
    return end("failed", { reason: `read for the part of ${parent.coverage.section} that was read` });
  }
  return end("complete");
}

/** Reads for every parent; the first failure ends the section, so that a broken endpoint is not asked for ever. */
async function readAll(
  collector: Collector,
  parents: readonly string[],
  { graph, writer, concurrency }: CrawlSettings,
  tally: Tally,
): Promise<void> {
  const queue = parents.values();
  const broken = new AbortController();
  const worker = async (): Promise<void> => {
    for (const parent of queue) {
      if (broken.signal.aborted) return;
      await readSection(collector, parent, { graph, writer }, tally);
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, parents.length) }, () =>
    worker().catch((error: unknown) => {
      broken.abort();
      throw error;
    }),
  );
  const failed = (await Promise.allSettled(workers)).find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

type Ending = {
  readonly status: SectionStatus;
  readonly reason?: string;
  readonly missingPermission?: string;
  readonly failure?: FailureKind;
};

function endingOf(failure: GraphFailure, collector: Collector, permissions: readonly string[]): Ending {
  const { kind, summary } = failure;
  if (kind !== "denied") return { status: "failed", reason: summary, failure: kind };

  const missing = collector.permissions.filter((permission) => !isGranted(permission, permissions));
  const missingPermission = (missing.length === 0 ? collector.permissions : missing).join(", ");
  return { status: "denied", reason: summary, missingPermission, failure: kind };
}

function refuseNothing(results: readonly SectionResult[]): void {
  if (results.some(({ coverage }) => coverage.read > 0 || coverage.status === "complete")) return;
  const first = results.find(({ failure }) => failure !== undefined);
  const reason = first?.coverage.reason ?? "no section could be read";
  if (results.some(({ failure }) => failure === "unauthenticated"))
    throw new ScanError("graph/unauthenticated", reason);
  if (first?.failure === "network") throw new ScanError("graph/unreachable", reason);
}
