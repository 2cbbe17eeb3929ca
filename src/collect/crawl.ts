import {
  parentSections,
  type SectionCoverage,
  type SectionName,
  sectionNames,
  type SectionStatus,
} from "../domain/sections.ts";
import { type FailureKind, GraphFailure } from "../graph/graph-failure.ts";
import { ScanError } from "../scan-error.ts";
import { trackedSections } from "../snapshot/changes.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";
import { collectors } from "./collectors/index.ts";
import { declarationSections, declarationTrouble } from "./declarations.ts";
import type { WantedGroups } from "./groups-that-matter.ts";
import { isGranted } from "./permissions.ts";
import { bookmark, type ChangesContext, isTracked, readChanges } from "./read-changes.ts";
import { type ListContext, readTogether, readUsers } from "./read-list.ts";
import { readSection } from "./read-section.ts";
import { readings } from "./readings.ts";
import { readTrail, type TrailContext } from "./read-trail.ts";

export type CrawlContext = ChangesContext &
  TrailContext &
  ListContext & {
    /** Permissions the token names; empty where it is opaque. */
    readonly permissions: readonly string[];
    readonly groups: WantedGroups;
    readonly onSection: (coverage: SectionCoverage) => void;
  };

/** Reads a section, or gives what came of it where that has begun. */
type Read = (section: SectionName) => Promise<Ending>;

/**
 * Reads every section into the snapshot. A section that is refused or breaks is recorded as such and the rest goes on;
 * only where nothing at all could be read does it throw (`graph/unauthenticated`, `graph/unreachable`).
 */
export async function crawl(context: CrawlContext): Promise<readonly SectionCoverage[]> {
  const started = new Map<SectionName, Promise<Ending>>();
  const read: Read = (section) => {
    const running = started.get(section) ?? beginning(section, settled, context);
    started.set(section, running);
    return running;
  };
  const settled: Read = async (section) => (isDeclared(section) ? await contradicted : null) ?? read(section);
  const contradicted = contradictions(read, context);

  const results = await Promise.all(
    sectionNames.map(async (section) => {
      const { failure, ...how } = await settled(section);
      const coverage = coverageOf(section, how, context);
      context.onSection(coverage);
      return { coverage, ...(failure === undefined ? {} : { failure }) };
    }),
  );
  refuseNothing(results);
  return results.map(({ coverage }) => coverage);
}

function beginning(section: SectionName, read: Read, context: CrawlContext): Promise<Ending> {
  return section === "auditEvents" ? readAudit(context) : readWhole(collectors[section], read, context);
}

async function readAudit(context: CrawlContext): Promise<Ending> {
  try {
    await readTrail(context);
    return { status: "complete" };
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return endingOf(failure, context.trail, context.permissions);
  }
}

async function readWhole(collector: Collector, read: Read, context: CrawlContext): Promise<Ending> {
  const parentSection = parentSections[collector.section];
  const isWhole = parentSection === undefined || (await read(parentSection)).status === "complete";
  const reading = readings[collector.section];
  const first = await Promise.all(
    (reading?.after(context.groups) ?? []).map(async (section) => ({ section, ...(await read(section)) })),
  );
  const isCopied = reading !== undefined && trackedSections.some(context.writer.tracking.changes);
  if (isCopied) await Promise.all(trackedSections.map(read));
  if (!isWhole && !hasParents(collector, context.writer)) {
    return { status: "skipped", reason: `hangs on ${parentSection}, which was not read` };
  }
  try {
    if (reading !== undefined) await reading.read(collector, first, context);
    else if (collector.together !== undefined) await readTogether(collector, collector.together, context);
    else if (!(await isUpToDate(collector, context))) await readFromStart(collector, context);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return endingOf(failure, collector, context.permissions);
  }
  if (!isWhole) return { status: "failed", reason: `read for the part of ${parentSection} that was read` };
  if (collector.neverEmpty === true && context.writer.tally(collector.section).rows === 0) {
    const reason = `Graph answered ${collector.path("")} with an empty list, but every tenant has some: the identity may not be allowed to see them`;
    return { status: "failed", reason };
  }
  return { status: "complete" };
}

/** Whether the section stands already, by what an earlier snapshot held and what has changed since. */
async function isUpToDate(collector: Collector, context: CrawlContext): Promise<boolean> {
  const { section } = collector;
  if (!isTracked(section)) return false;
  if (await readChanges(section, collector, context)) return true;
  await bookmark(section, context);
  return false;
}

/** How both lists of declarations end where each is whole and they contradict each other. */
async function contradictions(read: Read, context: CrawlContext): Promise<Ending | null> {
  const endings = await Promise.all(declarationSections.map(read));
  if (endings.some(({ status }) => status !== "complete")) return null;
  try {
    const reason = await declarationTrouble(context);
    return reason === null ? null : { status: "failed", reason, contradicted: true };
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return { status: "failed", reason: failure.summary, failure: failure.kind };
  }
}

function isDeclared(section: SectionName): boolean {
  return declarationSections.some((declared) => declared === section);
}

function readFromStart(collector: Collector, context: CrawlContext): Promise<void> {
  if (collector.isSliceable === true) return readUsers(collector, context);
  return readSection(collector, parentsOf(collector, context.writer), context);
}

/** Those of a list of many users are not looked up: they are as many as the users. */
function hasParents(collector: Collector, writer: SnapshotWriter): boolean {
  if (collector.together !== undefined) return writer.tally("users").rows > 0;
  return parentsOf(collector, writer).length > 0;
}

function parentsOf({ section, parents }: Collector, writer: SnapshotWriter): readonly string[] {
  const parentSection = parentSections[section];
  if (parentSection === undefined) return [""];
  return parents?.(writer.rows) ?? writer.parents(parentSection);
}

type Ending = {
  readonly status: SectionStatus;
  readonly reason?: string;
  readonly missingPermission?: string;
  readonly contradicted?: true;
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

function endingOf(
  failure: GraphFailure,
  collector: Pick<Collector, "permissions" | "licence">,
  permissions: readonly string[],
): Ending {
  const { kind, summary } = failure;
  const { licence } = collector;
  if (kind === "unlicensed") {
    return { status: "denied", reason: `the tenant lacks ${licence ?? "a licence for it"}: ${summary}`, failure: kind };
  }
  if (kind === "contradicted") return { status: "failed", reason: summary, contradicted: true, failure: kind };
  if (kind !== "denied") return { status: "failed", reason: summary, failure: kind };

  const missing = collector.permissions.filter((permission) => !isGranted(permission, permissions));
  if (missing.length > 0) {
    return { status: "denied", reason: summary, missingPermission: missing.join(", "), failure: kind };
  }
  const perhaps = licence === undefined ? "" : `; perhaps the tenant lacks ${licence}`;
  const reason = `${summary}, although the token has ${collector.permissions.join(", ")}${perhaps}`;
  return { status: "denied", reason, failure: kind };
}

function refuseNothing(
  results: readonly { readonly coverage: SectionCoverage; readonly failure?: FailureKind }[],
): void {
  if (results.some(({ coverage }) => coverage.read > 0 || coverage.status === "complete")) return;
  const first = results.find(({ failure }) => failure !== undefined);
  const reason = first?.coverage.reason ?? "no section could be read";
  if (results.some(({ failure }) => failure === "unauthenticated"))
    throw new ScanError("graph/unauthenticated", reason);
  if (first?.failure === "network") throw new ScanError("graph/unreachable", reason);
}
