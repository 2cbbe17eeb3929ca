import {
  parentSections,
  type SectionCoverage,
  type SectionName,
  sectionNames,
  type SectionStatus,
} from "../domain/sections.ts";
import { type FailureKind, GraphFailure } from "../graph/graph-failure.ts";
import { ScanError } from "../scan-error.ts";
import type { Collector } from "./collector.ts";
import { collectors } from "./collectors/index.ts";
import { isGranted } from "./permissions.ts";
import { type ReadContext, readSection } from "./read-section.ts";

export type CrawlContext = ReadContext & {
  /** Permissions the token names; empty where it is opaque. */
  readonly permissions: readonly string[];
  readonly onSection: (coverage: SectionCoverage) => void;
};

type SectionResult = { readonly coverage: SectionCoverage; readonly failure?: FailureKind };

/**
 * Reads every section into the snapshot. A section that is refused or breaks is recorded as such and the rest goes on;
 * only where nothing at all could be read does it throw (`graph/unauthenticated`, `graph/unreachable`).
 */
export async function crawl(context: CrawlContext): Promise<readonly SectionCoverage[]> {
  const started = new Map<SectionName, Promise<SectionResult>>();
  const collect = (section: SectionName): Promise<SectionResult> => {
    const running = started.get(section) ?? collectSection(collectors[section], collect, context);
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
  context: CrawlContext,
): Promise<SectionResult> {
  const { section } = collector;
  const parentSection = parentSections[section];
  const parent = parentSection === undefined ? undefined : (await collect(parentSection)).coverage;
  const parents = parentSection === undefined ? [""] : context.writer.parents(parentSection);
  const end = (ending: Ending): SectionResult => {
    const { failure, ...how } = ending;
    const coverage = coverageOf(section, how, context);
    context.onSection(coverage);
    return { coverage, ...(failure === undefined ? {} : { failure }) };
  };

  if (parent !== undefined && parent.status !== "complete" && parents.length === 0) {
    return end({ status: "skipped", reason: `hangs on ${parent.section}, which was not read` });
  }
  try {
    await readSection(collector, parents, context);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return end(endingOf(failure, collector, context.permissions));
  }
  if (parent !== undefined && parent.status !== "complete") {
    return end({ status: "failed", reason: `read for the part of ${parent.section} that was read` });
  }
  return end({ status: "complete" });
}

type Ending = {
  readonly status: SectionStatus;
  readonly reason?: string;
  readonly missingPermission?: string;
  readonly failure?: FailureKind;
};

function coverageOf(
  section: SectionName,
  how: Omit<Ending, "failure">,
  { writer, clock }: CrawlContext,
): SectionCoverage {
  const { rows, given, pages, expected, startedAt, finishedAt } = writer.tally(section);
  const now = clock.now().toISOString();
  return {
    section,
    ...how,
    read: rows,
    expected,
    duplicates: given - rows,
    pages,
    startedAt: startedAt ?? now,
    finishedAt: finishedAt ?? now,
  };
}

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
